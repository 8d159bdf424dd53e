using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Execution.Budgets;
using SingleTable.Linq.Execution.Pages;
using SingleTable.Linq.Execution.Streams;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Runs queries: finds or makes the plan, fills it with values, reads.</summary>
internal sealed partial class QueryExecutor(ExecutionScope scope, TableRuntime runtime) : IQueryExecutor
{
    public ExecutionScope Scope => scope;

    public Task<List<T>> ListAsync<T>(Expression expression, CancellationToken cancellationToken) => ListAsync<T>(Bind(expression), cancellationToken);

    public Task<List<T>> ListAsync<T>(BoundQuery query, CancellationToken cancellationToken)
    {
        var reading = scope.For(query);
        return Operations.Of(Operations.StartQuery(scope, "list", query.Plan), scope, ListAsync<T>(reading, query, isOwn: true, cancellationToken));
    }

    private static List<T> Select<T>(IReadOnlyList<object> entities, BoundQuery query, Func<object, object?[], T> project) =>
        [.. entities.Select(e => project(e, query.Captured))];

    public Task<TResult> ExecuteAsync<TResult>(Expression expression, CancellationToken cancellationToken) =>
        ExecuteAsync<TResult>(Bind(expression), cancellationToken);

    public Task<TResult> ExecuteAsync<TResult>(Expression source, MethodInfo operation, CancellationToken cancellationToken)
    {
        QueryPlan plan;
        object?[] leaves;
        using (var fingerprint = QueryFingerprint.Of(source, operation))
        {
            leaves = fingerprint.CopyLeaves();
            plan = runtime.Plans.Find(fingerprint) ?? Make(fingerprint, Expression.Call(operation, source), leaves, runtime.Plans, QueryPlanner.Plan);
        }

        return ExecuteAsync<TResult>(Bind(plan, leaves), cancellationToken);
    }

    /// <summary>Reads the result of a query that was bound for it.</summary>
    public Task<TResult> ExecuteAsync<TResult>(BoundQuery query, CancellationToken cancellationToken)
    {
        var reading = scope.For(query);
        var operation = Operations.StartQuery(scope, Operations.Name(query.Plan.Shape.Result), query.Plan);
        return Operations.Of(
            operation, scope,
            IsOne(query) ? ItemAsync<TResult>(reading, query, cancellationToken) : ExecuteAsync<TResult>(reading, query, cancellationToken));
    }

    // A single item needs no list.
    private static bool IsOne(BoundQuery query) =>
        query.Request is GetItemRequest && query.Plan.Shape.Result is not (ResultKind.Count or ResultKind.LongCount or ResultKind.Any);

    private static async Task<TResult> ExecuteAsync<TResult>(ExecutionScope reading, BoundQuery query, CancellationToken cancellationToken)
    {
        var result = query.Plan.Shape.Result switch
        {
            ResultKind.Count => (TResult)(object)checked((int)await CountAsync(reading, query, cancellationToken).ConfigureAwait(false)),
            ResultKind.LongCount => (TResult)(object)await CountAsync(reading, query, cancellationToken).ConfigureAwait(false),
            ResultKind.Any => (TResult)(object)((await ListAsync<object>(reading, query, isOwn: false, cancellationToken).ConfigureAwait(false)).Count > 0),
            _ => One(query, await ListAsync<TResult>(reading, query, isOwn: false, cancellationToken).ConfigureAwait(false)),
        };
        End(reading, query);
        return result;
    }

    // An interceptor may have kept the request, to show its line later.
    private static void End(ExecutionScope reading, BoundQuery query)
    {
        if (reading.Interception is null)
        {
            query.Release();
        }
    }

    public string Explain(Expression expression) => Explanations.Text(Bind(expression));

    public QueryExplanation ExplainPlan(Expression expression) => Explanations.Of(Bind(expression));

    /// <summary>Reads one entity by its key: no tree, no translation.</summary>
    public Task<T?> FindAsync<T>(FindPlan plan, object?[] keyValues, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            scope.RequireTenant(plan.Query.Entity);
            var query = BoundQuery.Bind(plan.Query, scope.Bind(plan.Check(keyValues)));
            var reading = scope.For(query);
            return Operations.Of(Operations.Start(scope, "find", plan.Query.Entity.Name), scope, ItemAsync<T?>(reading, query, cancellationToken));
        }
        catch (Exception e)
        {
            // Not thrown at once: whoever starts several calls learns of it where they are awaited.
            return Task.FromException<T?>(e);
        }
    }

    /// <summary>Reads every item of a partition.</summary>
    public async Task<ItemCollection> PartitionAsync(Expression partition, CancellationToken cancellationToken)
    {
        var query = BindPartition(partition);
        var include = query.Plan.Include!;
        var reader = new IncludeReader<object>(scope.For(query), query, include);
        var items = await Operations.Of(Operations.StartQuery(scope, "partition", query.Plan), scope, reader.ReadApartAsync(cancellationToken)).ConfigureAwait(false);
        return new ItemCollection(include.Entities.Zip(items).ToDictionary(x => x.First.Entity.ClrType, x => (IReadOnlyList<object>)x.Second));
    }

    public string ExplainPartition(Expression partition) => Explanations.Text(BindPartition(partition));

    private BoundQuery BindPartition(Expression partition) => Bind(partition, runtime.PartitionPlans, PartitionPlanner.Plan, null);

    public BoundQuery Bind(Expression expression, int? atMost = null) => Bind(expression, runtime.Plans, QueryPlanner.Plan, atMost);

    /// <summary>The plan of a query, and its values: all that a query that was seen before costs beyond its tree and its request.</summary>
    public QueryPlan Find(Expression expression, out object?[] leaves) => Find(expression, runtime.Plans, QueryPlanner.Plan, out leaves);

    private BoundQuery Bind(Expression expression, PlanCache<QueryPlan> plans, Func<QueryShape, QueryPlan> makePlan, int? atMost)
    {
        var plan = Find(expression, plans, makePlan, out var leaves);
        return Bind(plan, leaves, atMost);
    }

    private QueryPlan Find(Expression expression, PlanCache<QueryPlan> plans, Func<QueryShape, QueryPlan> makePlan, out object?[] leaves)
    {
        using var fingerprint = QueryFingerprint.Of(expression);
        leaves = fingerprint.CopyLeaves();
        return plans.Find(fingerprint) ?? Make(fingerprint, expression, leaves, plans, makePlan);
    }

    // Apart, because a closure would be allocated on hits too.
    private QueryPlan Make(
        QueryFingerprint fingerprint, Expression expression, object?[] leaves, PlanCache<QueryPlan> plans, Func<QueryShape, QueryPlan> makePlan) =>
        plans.Make(fingerprint, () => PlanLog.Make(scope, () => QueryPlanner.Plan(expression, leaves, scope.Table, makePlan)));

    public BoundQuery Bind(QueryPlan plan, object?[] leaves, int? atMost = null)
    {
        scope.RequireTenant(plan.Entity);
        return BoundQuery.Bind(plan, scope.Bind(leaves), atMost);
    }

    /// <param name="reading">The scope of the execution.</param>
    /// <param name="query">The query.</param>
    /// <param name="isOwn">Whether it ends with the list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private static Task<List<T>> ListAsync<T>(ExecutionScope reading, BoundQuery query, bool isOwn, CancellationToken cancellationToken) =>
        Projection.OfIncluded<T>(query.Plan) is { } project
            ? SelectAsync(reading, query, project, isOwn, cancellationToken)
            : FilledAsync<T>(reading, query, isOwn, cancellationToken);

    private static async Task<List<T>> SelectAsync<T>(
        ExecutionScope reading, BoundQuery query, Func<object, object?[], T> project, bool isOwn, CancellationToken cancellationToken)
    {
        var results = Select(await FilledAsync<object>(reading, query, isOwn: false, cancellationToken).ConfigureAwait(false), query, project);
        if (isOwn)
        {
            End(reading, query);
        }

        return results;
    }

    private static async Task<List<T>> FilledAsync<T>(ExecutionScope reading, BoundQuery query, bool isOwn, CancellationToken cancellationToken)
    {
        var results = await ReadAsync<T>(reading, query, cancellationToken).ConfigureAwait(false);
        if (query.Plan.HasLater)
        {
            await new LaterReader(reading, query).FillAsync(results, cancellationToken).ConfigureAwait(false);
        }

        if (isOwn)
        {
            End(reading, query);
        }

        return results;
    }

    private static async Task<List<T>> ReadAsync<T>(ExecutionScope reading, BoundQuery query, CancellationToken cancellationToken)
    {
        if (query.Request is null && query.Splits.Count == 0)
        {
            return query.IsEmpty ? [] : await new MultiReader(reading, query).ReadAsync<T>(cancellationToken).ConfigureAwait(false);
        }

        if (query.Plan.Include is { } include)
        {
            return await new IncludeReader<T>(reading, query, include).ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        var results = new List<T>();
        if (SegmentedScan.IsAskedFor(query))
        {
            await foreach (var page in new SegmentedScan(reading, query).ReadAsync<T>(cancellationToken).ConfigureAwait(false))
            {
                results.AddRange(page);
                reading.CheckMaterialized(query.Plan.Entity, results.Count);
            }

            return results;
        }

        var loop = new PageLoop<T>(reading, query, Projection.Of<T>(query.Plan));
        bool hasMore;
        do
        {
            hasMore = await loop.ReadPageAsync(results, cancellationToken).ConfigureAwait(false);
            reading.CheckMaterialized(query.Plan.Entity, results.Count);
        }
        while (hasMore);
        return results;
    }

    private static async Task<TResult> ItemAsync<TResult>(ExecutionScope reading, BoundQuery query, CancellationToken cancellationToken)
    {
        using var response = await reading.SendAsync(query.Request!, cancellationToken).ConfigureAwait(false);
        var item = response.Read(new ItemReader(reading, query, query.Plan.Entity), static (r, reader) => reader.ReadSingle(r.Body));
        if (query.Plan.HasLater)
        {
            await new LaterReader(reading, query).FillAsync([item], cancellationToken).ConfigureAwait(false);
        }

        var result = One<TResult>(query, item);
        End(reading, query);
        return result;
    }

    private static TResult One<TResult>(BoundQuery query, object? entity)
    {
        if (entity is null)
        {
            return One<TResult>(query, []);
        }

        return (Projection.Of<TResult>(query.Plan) ?? Projection.OfIncluded<TResult>(query.Plan)) is { } project ? project(entity, query.Captured) : (TResult)entity;
    }

    private static TResult One<TResult>(BoundQuery query, List<TResult> results) => (query.Plan.Shape.Result, results.Count) switch
    {
        (ResultKind.FirstOrDefault or ResultKind.SingleOrDefault, 0) => default!,
        (_, 0) => throw ExecutionErrors.NoElements(query.Plan.Entity),
        (ResultKind.Single or ResultKind.SingleOrDefault, > 1) => throw ExecutionErrors.SeveralElements(query.Plan.Entity),
        _ => results[0],
    };
}
