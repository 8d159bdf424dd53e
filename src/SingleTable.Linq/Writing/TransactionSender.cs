using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq.Writing;

/// <summary>Sends one transaction until it is done, or has failed for a reason that does not pass. The SDK never repeats a cancelled one.</summary>
internal static class TransactionSender
{
    /// <param name="scope">Where to send it.</param>
    /// <param name="request">The transaction: its one token makes all attempts count as one, also when a reply was lost.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses too.</param>
    public static async Task SendAsync(ExecutionScope scope, TransactWriteRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt > 1)
                {
                    await scope.PauseAsync(attempt - 1, cancellationToken).ConfigureAwait(false);
                }

                request.Repeats = attempt - 1;
                using var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (TransactionRetries.MayRepeat(e, attempt))
            {
            }
            catch (Exception e) when (request.IsOpen && e is not TransactionCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // A cancelled one is known, whatever was lost before it: the token would have told of a success.
                throw WriteFailures.Unknown(request, "The transaction", null, e);
            }
        }
    }
}
