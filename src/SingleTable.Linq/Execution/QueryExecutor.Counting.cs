using SingleTable.Linq.Execution.Streams;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <content>Results that are counted and not read.</content>
internal sealed partial class QueryExecutor
{
    private static async Task<long> CountAsync(ExecutionScope reading, BoundQuery query, CancellationToken cancellationToken)
    {
        if (query.Parts.Count > 0)
        {
            long sum = 0;
            foreach (var part in query.Parts)
            {
                sum += await CountAsync(reading, part, cancellationToken).ConfigureAwait(false);
            }

            return Math.Min(sum, query.Wanted ?? long.MaxValue);
        }

        if (query.Request is not PageRequest { IsCount: true } request)
        {
            return (await ListAsync<object>(reading, query, isOwn: false, cancellationToken).ConfigureAwait(false)).Count;
        }

        if (SegmentedScan.IsAskedFor(query) && request.Segment is null)
        {
            return await new SegmentedScan(reading, query)
                .CountAsync((part, token) => CountAsync(reading, part, token), cancellationToken).ConfigureAwait(false);
        }

        long count = 0;
        while (true)
        {
            using var response = await reading.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var (found, isLast) = response.Read((reading, request, query), static (r, s) => CountPage(s.reading, r.Body, s.request, s.query));
            count += found;
            reading.Meter?.Found(count);
            if (isLast || count >= query.Wanted)
            {
                return Math.Min(count, query.Wanted ?? long.MaxValue);
            }
        }
    }

    private static (int Count, bool IsLast) CountPage(ExecutionScope reading, ReadOnlySpan<byte> body, PageRequest request, BoundQuery query)
    {
        var page = new PageReader(body);
        while (page.MoveNextItem())
        {
        }

        QueryWarnings.AfterPage(reading, query.Plan, request, page.ScannedCount, page.Count);
        if (page.LastEvaluatedKey.IsEmpty)
        {
            return (page.Count, true);
        }

        Paging.Continue(request, page.LastEvaluatedKey, query.Plan.Entity);
        return (page.Count, false);
    }
}
