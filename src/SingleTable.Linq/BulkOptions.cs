namespace SingleTable.Linq;

/// <summary>How <see cref="BulkWriteExtensions.UpdateAllAsync"/> and <see cref="BulkWriteExtensions.DeleteAllAsync"/> go through the items of a query.</summary>
public sealed record BulkOptions
{
    /// <summary>How many writes are under way at once; null for <see cref="TableOptions.MaxParallelRequests"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int? MaxParallelRequests
    {
        get;
        init => field = value is null or > 0 ? value : throw NotPositive(nameof(MaxParallelRequests), value);
    }

    /// <summary>
    /// How many items to change or skip at most in this call; null for all. When there may be more, <see cref="BulkResult.Token"/> is where to go on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public long? MaxItems
    {
        get;
        init => field = value is null or > 0 ? value : throw NotPositive(nameof(MaxItems), value);
    }

    /// <summary>
    /// Receives the counts after each few items (25 for each of the <see cref="MaxParallelRequests"/>), and at the end. Reports come one after the other. An
    /// exception from it stops the operation as any other does.
    /// </summary>
    public IProgress<BulkProgress>? Progress { get; init; }

    /// <summary>Where to go on: the token of an earlier call for the same query, update and tenant; null to begin.</summary>
    public string? Resume { get; init; }

    private static ArgumentOutOfRangeException NotPositive(string name, object value) => new(name, value, $"{name} must be positive.");
}
