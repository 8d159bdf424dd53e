using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Execution;

/// <summary>Which failures of a transaction, a read or a write, pass by themselves. The SDK repeats none of them.</summary>
internal static class TransactionRetries
{
    /// <param name="e">The failure.</param>
    /// <param name="attempt">How many attempts there were.</param>
    public static bool MayRepeat(Exception e, int attempt) => attempt < Backoff.MaxAttempts && e switch
    {
        TransactionCanceledException cancelled => Passes(cancelled),
        TransactionInProgressException => true,
        _ => false,
    };

    // One reason that stays decides it: to repeat the others would only wait for the same answer.
    private static bool Passes(TransactionCanceledException e)
    {
        var reasons = e.CancellationReasons?.Where(r => r.Code is not (null or "None")).ToList() ?? [];
        return reasons.Count > 0 && reasons.TrueForAll(r => r.Code is
            "TransactionConflict" or "ProvisionedThroughputExceeded" or "ThrottlingError" or "RequestLimitExceeded");
    }
}
