namespace SingleTable.Linq;

/// <summary>What an operation on many items did. The counts are those of this call, and those of all calls for one operation add up.</summary>
/// <param name="Changed">How many items were changed or deleted.</param>
/// <param name="Skipped">How many did not satisfy the query any more, or were gone, when it was their turn. They stay as they are.</param>
/// <param name="Token">Where to go on when <see cref="BulkOptions.MaxItems"/> ended it; null when all is done.</param>
public sealed record BulkResult(long Changed, long Skipped, string? Token);
