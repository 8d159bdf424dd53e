using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace SingleTable.Linq.Querying;

/// <summary>Stands at the root of a query's tree; the query's shape knows it by its entity type only.</summary>
internal interface IEntityRoot
{
    Type EntityType { get; }
}

/// <summary>Any query that can be executed asynchronously.</summary>
internal interface IEntityQuery
{
    Expression Expression { get; }
    IQueryExecutor Executor { get; }
}

/// <summary>Runs a query's tree. The stages behind it translate, plan and send.</summary>
internal interface IQueryExecutor
{
    Task<TResult> ExecuteAsync<TResult>(Expression expression, CancellationToken cancellationToken);

    /// <param name="source">A query.</param>
    /// <param name="operation">The method that ends it, which takes nothing else: a query that was seen before needs no tree of its call.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    Task<TResult> ExecuteAsync<TResult>(Expression source, MethodInfo operation, CancellationToken cancellationToken);

    Task<List<T>> ListAsync<T>(Expression expression, CancellationToken cancellationToken);

    /// <param name="expression">The query's tree.</param>
    /// <param name="atMost">The most results, or null for what the query says.</param>
    IAsyncEnumerable<T> StreamAsync<T>(Expression expression, int? atMost = null);

    /// <param name="expression">The query's tree.</param>
    /// <param name="most">More results than these are an error.</param>
    IAsyncEnumerable<T> BoundedAsync<T>(Expression expression, int most);

    Task<Page<T>> PageAsync<T>(Expression expression, int size, string? token, CancellationToken cancellationToken);

    string Explain(Expression expression);

    QueryExplanation ExplainPlan(Expression expression);
}

/// <summary>A query with at least one operator on it.</summary>
internal class EntityQueryable<T>(EntityQueryProvider provider, Expression expression) : IOrderedQueryable<T>, IEntityQuery
{
    public Type ElementType => typeof(T);
    public Expression Expression => expression;
    public IQueryProvider Provider => provider;
    public IQueryExecutor Executor => provider.Executor;

    public IEnumerator<T> GetEnumerator() => throw QueryingErrors.Synchronous("Enumerating a query synchronously (foreach, ToList)", "await foreach (var x in query.AsAsyncEnumerable()), or ToListAsync()");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What <c>Explain</c> says; for a query that cannot be answered, why. A debugger and a log must not fail on it.</summary>
    public override string ToString()
    {
        try
        {
            return Executor.Explain(expression);
        }
        catch (SingleTableException refusal)
        {
            return refusal.Message;
        }
    }
}

/// <inheritdoc/>
internal sealed class IncludableQueryable<T, TProperty>(EntityQueryProvider provider, Expression expression)
    : EntityQueryable<T>(provider, expression), IIncludableQueryable<T, TProperty>;

/// <summary>Makes queries out of trees. Nothing runs synchronously.</summary>
internal sealed class EntityQueryProvider(IQueryExecutor executor) : IQueryProvider
{
    private static readonly HashSet<string> s_asynchronous =
    [
        nameof(Queryable.First), nameof(Queryable.FirstOrDefault), nameof(Queryable.Single), nameof(Queryable.SingleOrDefault), nameof(Queryable.Last),
        nameof(Queryable.LastOrDefault), nameof(Queryable.Any), nameof(Queryable.All), nameof(Queryable.Count), nameof(Queryable.LongCount),
        nameof(Queryable.Min), nameof(Queryable.Max),
    ];

    public IQueryExecutor Executor => executor;

    public IQueryable<TElement> CreateQuery<TElement>(Expression expression) => new EntityQueryable<TElement>(this, expression);

    public IQueryable CreateQuery(Expression expression) =>
        throw QueryingErrors.Synchronous("CreateQuery without a type", "the generic operators of Queryable");

    public TResult Execute<TResult>(Expression expression) => throw Synchronous(expression);

    public object? Execute(Expression expression) => throw Synchronous(expression);

    private QueryTranslationException Synchronous(Expression expression)
    {
        var name = expression is MethodCallExpression call ? call.Method.Name : "Execute";
        if (!s_asynchronous.Contains(name))
        {
            // Raises the refusal of an operator that has no asynchronous form either.
            executor.Explain(expression);
        }

        return QueryingErrors.Synchronous($"{name}()", $"await query.{name}Async()");
    }
}
