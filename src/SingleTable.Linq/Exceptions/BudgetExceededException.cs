namespace SingleTable.Linq;

/// <summary>
/// Reading was stopped because it would have gone over its budget (<c>STL4201</c>) or would hold too many results at once (<c>STL4202</c>).
/// </summary>
public sealed class BudgetExceededException : SingleTableException
{
    internal BudgetExceededException(string code, string message)
        : base(code, message)
    {
    }

    /// <summary>What was used; null for <c>STL4202</c>.</summary>
    public ReadUsage? Used { get; init; }

    /// <summary>What was allowed; null for <c>STL4202</c>.</summary>
    public ReadBudget? Allowed { get; init; }

    /// <summary>How many results were read so far.</summary>
    public long Results { get; init; }
}

/// <summary>What a query used.</summary>
/// <param name="Requests">Requests sent, without the SDK's own retries.</param>
/// <param name="Items">Items that the service evaluated, before filtering (<c>ScannedCount</c>).</param>
/// <param name="CapacityUnits">Read capacity units; null unless the budget or a rate limit names them, because DynamoDB is only asked then.</param>
/// <param name="Time">Time since the query began.</param>
public sealed record ReadUsage(int Requests, long Items, double? CapacityUnits, TimeSpan Time);

/// <summary>What a query may use; null is no limit. See <see cref="EntityQueryableExtensions.WithBudget"/>.</summary>
/// <param name="Requests">Requests, without the SDK's own retries.</param>
/// <param name="Items">Items that the service evaluates, before filtering.</param>
/// <param name="CapacityUnits">Read capacity units.</param>
/// <param name="Time">Time from the query's begin.</param>
public sealed record ReadBudget(int? Requests, long? Items, double? CapacityUnits, TimeSpan? Time);
