namespace SingleTable.Linq;

/// <summary>One difference between a live table and its model.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Severity">What follows from it.</param>
/// <param name="Index">The index that it is about, or null for the table itself.</param>
/// <param name="Expected">What the model says, as text.</param>
/// <param name="Actual">What the table has, as text.</param>
/// <param name="Advice">What follows from it, and what to do.</param>
public sealed record TableDifference(TableDriftKind Kind, TableDriftSeverity Severity, string? Index, string Expected, string Actual, string Advice)
{
    /// <summary>The difference in one line.</summary>
    public override string ToString() => $"{TableDrift.Word(Severity)}: {Subject} {Actual}, and the model says {Expected}. {Advice}";

    private string Place => Index is null ? "the table" : $"index {Index}";

    private string Subject => Kind switch
    {
        TableDriftKind.TableStatus or TableDriftKind.IndexStatus => $"the status of {Place} is",
        TableDriftKind.TableKeys or TableDriftKind.IndexKeys => $"the keys of {Place} are",
        TableDriftKind.AttributeType => "the type of a key attribute is",
        TableDriftKind.IndexProjection => $"{Place} holds",
        TableDriftKind.TimeToLive => "time to live is",
        TableDriftKind.BillingMode => "the billing mode is",
        _ => $"{Place} is",
    };
}
