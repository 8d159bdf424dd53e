using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Runs queries: finds or makes the plan, fills it with values, reads.</summary>
internal sealed class QueryExecutor(ExecutionScope scope, PlanCache<QueryPlan> plans) : IQueryExecutor
{
    public ExecutionScope Scope => scope;

    public Task<List<T>> ListAsync<T>(Expression expression, CancellationToken cancellationToken) => ListAsync<T>(Bind(expression), cancellationToken);

    public async IAsyncEnumerable<T> StreamAsync<T>(Func<BoundQuery> bind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = bind();
        if (query.Plan.Include is not null || query.Request is null)
        {
            foreach (var result in await ListAsync<T>(query, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }

            yield break;
        }

        var loop = new PageLoop<T>(scope, query, Projection.Of<T>(query.Plan));
        var page = new List<T>();
        bool hasMore;
        do
        {
            page.Clear();
            hasMore = await loop.ReadPageAsync(page, cancellationToken).ConfigureAwait(false);
            foreach (var result in page)
            {
                yield return result;
            }
        }
        while (hasMore);
    }

    IAsyncEnumerable<T> IQueryExecutor.StreamAsync<T>(Expression expression) => StreamAsync<T>(() => Bind(expression));

    public Task<TResult> ExecuteAsync<TResult>(Expression expression, CancellationToken cancellationToken) =>
        ExecuteAsync<TResult>(Bind(expression), cancellationToken);

    public async Task<TResult> ExecuteAsync<TResult>(BoundQuery query, CancellationToken cancellationToken)
    {
        switch (query.Plan.Shape.Result)
        {
            case ResultKind.Count:
                return (TResult)(object)checked((int)await CountAsync(query, cancellationToken).ConfigureAwait(false));
            case ResultKind.LongCount:
                return (TResult)(object)await CountAsync(query, cancellationToken).ConfigureAwait(false);
            case ResultKind.Any:
                return (TResult)(object)((await ListAsync<object>(query, cancellationToken).ConfigureAwait(false)).Count > 0);
            default:
                return query.Request is GetItemRequest
                    ? One<TResult>(query, await ItemAsync(query, cancellationToken).ConfigureAwait(false))
                    : One(query, await ListAsync<TResult>(query, cancellationToken).ConfigureAwait(false));
        }
    }

    public string Explain(Expression expression) => Explain(Bind(expression));

    public static string Explain(BoundQuery query)
    {
        if (query.IsEmpty)
        {
            return $"No request: no {query.Plan.Entity.Name} can satisfy the query";
        }

        if (query.Request is null)
        {
            return string.Join('\n', MultiReader.Describe(query));
        }

        var estimate = query.Plan.Access switch
        {
            KeyAccess => "1 request",
            ScanAccess => "the whole table",
            _ => "~1 request",
        };
        return $"{query.Request.Describe(showValues: true)}  {estimate}";
    }

    /// <summary>Reads one entity by its key: no tree, no translation.</summary>
    public async Task<T?> FindAsync<T>(FindPlan plan, object?[] keyValues, CancellationToken cancellationToken)
        where T : class
    {
        scope.RequireTenant(plan.Query.Entity);
        var query = BoundQuery.Bind(plan.Query, scope.Bind(plan.Check(keyValues)));
        return (T?)await ItemAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public BoundQuery Bind(Expression expression)
    {
        using var fingerprint = QueryFingerprint.Of(expression);
        var leaves = fingerprint.CopyLeaves();
        if (plans.Find(fingerprint) is not { } plan)
        {
            plan = QueryPlanner.Plan(expression, leaves, scope.Table);
            plans.Add(fingerprint, plan);
        }

        return Bind(plan, leaves);
    }

    public BoundQuery Bind(QueryPlan plan, object?[] leaves)
    {
        scope.RequireTenant(plan.Entity);
        return BoundQuery.Bind(plan, scope.Bind(leaves));
    }

    public async Task<List<T>> ListAsync<T>(BoundQuery query, CancellationToken cancellationToken)
    {
        if (query.Request is null)
        {
            return query.IsEmpty ? [] : await new MultiReader(scope, query).ReadAsync<T>(cancellationToken).ConfigureAwait(false);
        }

        if (query.Plan.Include is { } include)
        {
            return await new IncludeReader<T>(scope, query, include).ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        var results = new List<T>();
        var loop = new PageLoop<T>(scope, query, Projection.Of<T>(query.Plan));
        while (await loop.ReadPageAsync(results, cancellationToken).ConfigureAwait(false))
        {
        }

        return results;
    }

    private async Task<object?> ItemAsync(BoundQuery query, CancellationToken cancellationToken)
    {
        using var response = await scope.SendAsync(query.Request!, cancellationToken).ConfigureAwait(false);
        return new ItemReader(scope, query, query.Plan.Entity).ReadSingle(response.Body);
    }

    private async Task<long> CountAsync(BoundQuery query, CancellationToken cancellationToken)
    {
        if (query.Parts.Count > 0)
        {
            long sum = 0;
            foreach (var part in query.Parts)
            {
                sum += await CountAsync(part, cancellationToken).ConfigureAwait(false);
            }

            return Math.Min(sum, query.Wanted ?? long.MaxValue);
        }

        if (query.Request is not PageRequest { IsCount: true } request)
        {
            return (await ListAsync<object>(query, cancellationToken).ConfigureAwait(false)).Count;
        }

        long count = 0;
        while (true)
        {
            using var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var isLast = AddCount(response.Body, request, query, ref count);
            if (isLast || count >= query.Wanted)
            {
                return Math.Min(count, query.Wanted ?? long.MaxValue);
            }
        }
    }

    private static bool AddCount(ReadOnlySpan<byte> body, PageRequest request, BoundQuery query, ref long count)
    {
        var page = new PageReader(body);
        while (page.MoveNextItem())
        {
        }

        count += page.Count;
        if (page.LastEvaluatedKey.IsEmpty)
        {
            return true;
        }

        Paging.Continue(request, page.LastEvaluatedKey, query.Plan.Entity);
        return false;
    }

    private static TResult One<TResult>(BoundQuery query, object? entity)
    {
        if (entity is null)
        {
            return One<TResult>(query, []);
        }

        return Projection.Of<TResult>(query.Plan) is { } project ? project(entity, query.Context.Leaves) : (TResult)entity;
    }

    private static TResult One<TResult>(BoundQuery query, List<TResult> results) => (query.Plan.Shape.Result, results.Count) switch
    {
        (ResultKind.FirstOrDefault or ResultKind.SingleOrDefault, 0) => default!,
        (_, 0) => throw ExecutionErrors.NoElements(query.Plan.Entity),
        (ResultKind.Single or ResultKind.SingleOrDefault, > 1) => throw ExecutionErrors.SeveralElements(query.Plan.Entity),
        _ => results[0],
    };
}
