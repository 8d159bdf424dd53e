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
        var next = Next(readPage, stop.Token);
        try
        {
            while (true)
            {
                var (page, hasMore) = await next.ConfigureAwait(false);
                if (hasMore && isAhead)
                {
                    next = Next(readPage, stop.Token);
                }

                yield return page;
                if (!hasMore)
                {
                    yield break;
                }

                if (!isAhead)
                {
                    next = Next(readPage, stop.Token);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<(List<T> Page, bool HasMore)> Next<T>(
        Func<List<T>, CancellationToken, ValueTask<bool>> readPage, CancellationToken cancellationToken)
    {
        var page = new List<T>();
        var hasMore = await readPage(page, cancellationToken).ConfigureAwait(false);
        return (page, hasMore);
    }
}
