namespace SingleTable.Linq;

/// <summary>How far an operation on many items is. The counts are those of this call.</summary>
/// <param name="Changed">How many items were changed or deleted.</param>
/// <param name="Skipped">How many did not satisfy the query any more, or were gone, when it was their turn.</param>
/// <param name="Token">Where to go on should the process end here (<see cref="BulkOptions.Resume"/>); null when all is done.</param>
public sealed record BulkProgress(long Changed, long Skipped, string? Token);
