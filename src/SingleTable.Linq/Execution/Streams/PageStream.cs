using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Execution.Streams;

/// <summary>The pages of a query one after the other; the next one is read while the caller is at this one, if that was asked for.</summary>
internal static class PageStream
{
    public static async IAsyncEnumerable<List<T>> ReadAsync<T>(
        Func<List<T>, CancellationToken, ValueTask<bool>> readPage, bool isAhead, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Ends the request under way when the caller's loop ends before the results do.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = NextAsync(readPage, stop.Token, cancellationToken);
        try
        {
            while (true)
            {
                var (page, hasMore) = await next.ConfigureAwait(false);
                if (hasMore && isAhead)
                {
                    next = NextAsync(readPage, stop.Token, cancellationToken);
                }

                yield return page;
                if (!hasMore)
                {
                    yield break;
                }

                if (!isAhead)
                {
                    next = NextAsync(readPage, stop.Token, cancellationToken);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<(List<T> Page, bool HasMore)> NextAsync<T>(
        Func<List<T>, CancellationToken, ValueTask<bool>> readPage, CancellationToken stop, CancellationToken cancellationToken)
    {
        var page = new List<T>();
        try
        {
            var hasMore = await readPage(page, stop).ConfigureAwait(false);
            return (page, hasMore);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw CallerCancellation.Of(e, cancellationToken);
        }
    }
}
