using System.Globalization;

namespace SingleTable.Linq;

/// <summary>In what a live table differs from the model of its context. <see cref="ToString"/> is for people.</summary>
/// <param name="TableName">The table's name.</param>
/// <param name="Differences">Everything that was found, the worst first; empty where the table is what the model says.</param>
public sealed record TableDrift(string TableName, IReadOnlyList<TableDifference> Differences)
{
    /// <summary>Whether the table is exactly what the model says.</summary>
    public bool IsNone => Differences.Count == 0;

    /// <summary>Whether something makes requests fail, or find less than there is.</summary>
    public bool HasErrors => Differences.Any(d => d.Severity == TableDriftSeverity.Error);

    /// <summary>All differences, one a line, each with what to do about it.</summary>
    public override string ToString() => IsNone
        ? $"Table {TableName} is what the model says."
        : string.Create(CultureInfo.InvariantCulture, $"Table {TableName} is not what the model says ({Counts()}):\n  - {string.Join("\n  - ", Differences)}");

    internal static string Word(TableDriftSeverity severity) => severity switch
    {
        TableDriftSeverity.Error => "error",
        TableDriftSeverity.Warning => "warning",
        _ => "note",
    };

    private string Counts() => string.Join(", ", Differences.GroupBy(d => d.Severity).Select(g =>
        string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Word(g.Key)}{(g.Count() == 1 ? "" : "s")}")));
}
