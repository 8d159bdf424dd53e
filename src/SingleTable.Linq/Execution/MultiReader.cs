using System.Runtime.CompilerServices;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Answers a query with several requests: the keys of a list, or the partitions of one, put in order.</summary>
internal sealed class MultiReader(ExecutionScope scope, BoundQuery query)
{
    private const int Parallelism = 8;

    public async Task<List<T>> ReadAsync<T>(CancellationToken cancellationToken)
    {
        if (query.Plan.Include is { } include)
        {
            return await ReadIncludesAsync<T>(include, cancellationToken).ConfigureAwait(false);
        }

        var results = new List<T>();
        await foreach (var page in StreamAsync<T>(isWhole: true, cancellationToken).ConfigureAwait(false))
        {
            results.AddRange(page);
            scope.CheckMaterialized(query.Plan.Entity, results.Count);
        }

        return results;
    }

    /// <summary>The results in their order, some at a time.</summary>
    /// <param name="isWhole">Whether all will be taken, so that all may be read at once.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<List<T>> StreamAsync<T>(bool isWhole, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var project = Projection.Of<T>(query.Plan);
        var left = query.Wanted ?? int.MaxValue;
        await foreach (var entities in PagesAsync(isWhole && query.Wanted is null, cancellationToken).ConfigureAwait(false))
        {
            List<T> page = [.. entities.Take(left).Select(e => project is null ? (T)e : project(e, query.Captured))];
            left -= page.Count;
            yield return page;
            if (left == 0)
            {
                yield break;
            }
        }
    }

    private IAsyncEnumerable<List<object>> PagesAsync(bool isWhole, CancellationToken cancellationToken) => (query.Keys.Count, isWhole) switch
    {
        ( > 0, _) => KeysAsync(isWhole, cancellationToken),
        (_, true) => AllAtOnceAsync(cancellationToken),
        _ when query.Plan.Shape.Orderings.IsEmpty => OneByOneAsync(cancellationToken),
        _ => MergedAsync(cancellationToken),
    };

    // An order of their own needs all of them; otherwise the first keys' items are there before the others are read.
    private async IAsyncEnumerable<List<object>> KeysAsync(bool isWhole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isOrdered = !query.Plan.Shape.Orderings.IsEmpty;
        var count = isOrdered || isWhole ? query.Keys.Count : BatchGetReader.ChunkSize;
        for (var first = 0; first < query.Keys.Count; first += count)
        {
            var reader = new BatchGetReader(scope, query) { Part = (first, Math.Min(count, query.Keys.Count - first)) };
            var items = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            yield return isOrdered ? [.. InOrder(items)] : items;
        }
    }

    private async IAsyncEnumerable<List<object>> AllAtOnceAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var results = new List<object>[query.Parts.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, results.Length), options,
            async (i, token) => results[i] = await ReadPartAsync(query.Parts[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        yield return [.. InOrder(results.SelectMany(r => r))];
    }

    // Without an order the partitions follow each other, and the next one is read when the one before has not given enough.
    private async IAsyncEnumerable<List<object>> OneByOneAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in query.Parts)
        {
            var loop = new PageLoop<object>(scope, part, project: null);
            bool hasMore;
            do
            {
                var page = new List<object>();
                hasMore = await loop.ReadPageAsync(page, cancellationToken).ConfigureAwait(false);
                yield return page;
            }
            while (hasMore);
        }
    }

    private async IAsyncEnumerable<List<object>> MergedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in new MergedParts(scope, query).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [entity];
        }
    }

    private async Task<List<object>> ReadPartAsync(BoundQuery part, CancellationToken cancellationToken)
    {
        var entities = new List<object>();
        var loop = new PageLoop<object>(scope, part, project: null);
        bool hasMore;
        do
        {
            hasMore = await loop.ReadPageAsync(entities, cancellationToken).ConfigureAwait(false);
            scope.CheckMaterialized(query.Plan.Entity, entities.Count);
        }
        while (hasMore);
        return entities;
    }

    private async Task<List<T>> ReadIncludesAsync<T>(IncludePlan include, CancellationToken cancellationToken)
    {
        var roots = new List<T>();
        foreach (var part in query.Parts)
        {
            roots.AddRange(await new IncludeReader<T>(scope, part, include).ReadAsync(cancellationToken).ConfigureAwait(false));
        }

        return [.. InOrder(roots.Cast<object>()).Take(query.Wanted ?? int.MaxValue).Cast<T>()];
    }

    private IEnumerable<object> InOrder(IEnumerable<object> entities)
    {
        var shape = query.Plan.Shape;
        return shape.Orderings.IsEmpty
            ? entities
            : ValueOrder.Arrange(entities, [.. shape.Orderings.Select(o => o with { IsDescending = o.IsDescending != shape.IsReversed })]);
    }
}
