using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution.Streams;

/// <summary>
/// A Scan in segments that are read at once, a few at a time. Results come as they arrive, in no order. A reader waits while the caller has not taken
/// what it read, so that at most two pages per reader are in memory.
/// </summary>
internal sealed class SegmentedScan(ExecutionScope scope, BoundQuery query)
{
    private readonly int _segments = Number(query, query.Plan.Shape.Directives.Segments);
    private readonly int _readers = Readers(query);

    public static bool IsAskedFor(BoundQuery query) =>
        query is { Request: not null, Plan: { Access: ScanAccess, Shape.Directives.Segments: not null } };

    public static string Describe(BoundQuery query)
    {
        var segments = Number(query, query.Plan.Shape.Directives.Segments);
        return string.Create(CultureInfo.InvariantCulture, $"in {segments} segments, {Readers(query)} at once");
    }

    public async IAsyncEnumerable<List<T>> ReadAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<List<T>>(_readers);
        var reading = ReadAllAsync(channel.Writer, Projection.Of<T>(query.Plan), stop.Token);
        var left = query.Wanted ?? int.MaxValue;
        try
        {
            await foreach (var page in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (page.Count > left)
                {
                    page.RemoveRange(left, page.Count - left);
                }

                left -= query.Wanted is null ? 0 : page.Count;
                yield return page;
                if (left == 0)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Counts the results of all segments.</summary>
    /// <param name="count">Counts those of one.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    public async Task<long> CountAsync(Func<BoundQuery, CancellationToken, Task<long>> count, CancellationToken cancellationToken)
    {
        long sum = 0;
        await ForEachAsync(
            async (segment, token) => Interlocked.Add(ref sum, await count(segment, token).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);
        return Math.Min(sum, query.Wanted ?? long.MaxValue);
    }

    private static int Number(BoundQuery query, Querying.ValueSource? source) => (int)source!.Get(query.Context.Leaves)!;

    private static int Readers(BoundQuery query)
    {
        var directives = query.Plan.Shape.Directives;
        return Math.Min(Number(query, directives.Segments), Number(query, directives.Concurrency));
    }

    private async Task ReadAllAsync<T>(ChannelWriter<List<T>> writer, Func<object, object?[], T>? project, CancellationToken cancellationToken)
    {
        long found = 0;
        Exception? failure = null;
        try
        {
            await ForEachAsync(
                async (segment, token) =>
                {
                    var loop = new PageLoop<T>(scope, segment, project);
                    bool hasMore;
                    do
                    {
                        var page = new List<T>();
                        hasMore = await loop.ReadPageAsync(page, token).ConfigureAwait(false);
                        scope.Meter?.Found(Interlocked.Add(ref found, page.Count));
                        if (page.Count > 0)
                        {
                            await writer.WriteAsync(page, token).ConfigureAwait(false);
                        }
                    }
                    while (hasMore);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        writer.TryComplete(failure);
    }

    private Task ForEachAsync(Func<BoundQuery, CancellationToken, Task> read, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, _segments),
        new ParallelOptions { MaxDegreeOfParallelism = _readers, CancellationToken = cancellationToken },
        async (segment, token) => await read(BoundQuery.OfSegment(query, (segment, _segments)), token).ConfigureAwait(false));
}
