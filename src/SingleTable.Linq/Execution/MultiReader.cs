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

        var entities = query.Keys.Count > 0
            ? await new BatchGetReader(scope, query).ReadAsync(cancellationToken).ConfigureAwait(false)
            : await ReadPartsAsync(cancellationToken).ConfigureAwait(false);
        scope.CheckMaterialized(query.Plan.Entity, entities.Count);
        var project = Projection.Of<T>(query.Plan);
        var wanted = InOrder(entities).Take(query.Wanted ?? int.MaxValue);
        return [.. wanted.Select(e => project is null ? (T)e : project(e, query.Captured))];
    }

    public static IEnumerable<string> Describe(BoundQuery query) => query.Keys.Count > 0
        ? query.Keys.Chunk(100).Select(keys => $"{new BatchGetRequest(query.Plan, keys).Describe(showValues: true)}  1 request")
        : query.Parts.Select(p => $"{p.Request!.Describe(showValues: true)}  ~1 request{DescribeItems(p.Plan)}");

    /// <summary>The line of the second step, where the items are read after their keys.</summary>
    public static string DescribeItems(QueryPlan plan) => plan.Items is { } items
        ? $"\nBatchGetItem {plan.Entity.Table.Name}{RequestLine.Rest.Part("the keys of the index").Projection(items).Consistent(items)}  1 request for 100"
        : "";

    private async Task<List<object>> ReadPartsAsync(CancellationToken cancellationToken)
    {
        // With an order every partition may hold the first result; without one they are read one after the other until there are enough.
        if (query.Wanted is { } wanted && query.Plan.Shape.Orderings.IsEmpty)
        {
            var enough = new List<object>();
            foreach (var part in query.Parts)
            {
                enough.AddRange(await ReadPartAsync(part, cancellationToken).ConfigureAwait(false));
                if (enough.Count >= wanted)
                {
                    break;
                }
            }

            return enough;
        }

        var results = new List<object>[query.Parts.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, results.Length), options,
            async (i, token) => results[i] = await ReadPartAsync(query.Parts[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. results.SelectMany(r => r)];
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
