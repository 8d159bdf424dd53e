using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Runs the queries that an Include needs beside the results' own, some at a time.</summary>
internal sealed class PartitionsReader(ExecutionScope scope)
{
    private const int Parallelism = 8;

    /// <returns>The results of each query.</returns>
    public async Task<List<object>[]> ReadAsync(
        NavigationModel navigation, QueryPlan plan, List<BoundQuery> queries, CancellationToken cancellationToken)
    {
        if (queries.Count > BoundQuery.MaxPartitions)
        {
            throw ExecutionErrors.TooManyPartitions(navigation, queries.Count, BoundQuery.MaxPartitions);
        }

        QueryWarnings.FanOut(scope, navigation, plan, queries.Count);
        var read = new List<object>[queries.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, read.Length), options,
            async (i, token) => read[i] = await ReadAsync(queries[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        scope.CheckMaterialized(plan.Entity, read.Sum(r => (long)r.Count));
        return read;
    }

    private async Task<List<object>> ReadAsync(BoundQuery one, CancellationToken cancellationToken)
    {
        if (one.Plan.Include is { } include)
        {
            return await new IncludeReader<object>(scope, one, include).ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        var children = new List<object>();
        var loop = new PageLoop<object>(scope, one, project: null);
        bool hasMore;
        do
        {
            hasMore = await loop.ReadPageAsync(children, cancellationToken).ConfigureAwait(false);
            scope.CheckMaterialized(one.Plan.Entity, children.Count);
        }
        while (hasMore);
        return children;
    }
}
