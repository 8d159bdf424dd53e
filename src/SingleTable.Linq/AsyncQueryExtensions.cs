using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq;

/// <summary>Runs queries. Each method sends the requests that <see cref="Explain"/> shows, and follows every page that its result needs.</summary>
/// <remarks>
/// All of them throw <see cref="QueryTranslationException"/> before any request when DynamoDB cannot answer the query, and the AWS SDK's own
/// exceptions when the service refuses or cannot be reached.
/// </remarks>
public static partial class AsyncQueryExtensions
{
    /// <summary>All results, in the order of the sort key.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public static Task<List<T>> ToListAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default)
    {
        var query = EntityQueryableExtensions.Query(source, nameof(ToListAsync));
        return query.Executor.ListAsync<T>(query.Expression, cancellationToken);
    }

    /// <summary>All results as an array, in the order of the sort key.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public static async Task<T[]> ToArrayAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        [.. await source.ToListAsync(cancellationToken).ConfigureAwait(false)];

    /// <summary>
    /// The results one by one, page after page: the one door from DynamoDB to operators that run in memory. Nothing more is read when the loop ends.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    public static IAsyncEnumerable<T> AsAsyncEnumerable<T>(this IQueryable<T> source)
    {
        var query = EntityQueryableExtensions.Query(source, nameof(AsAsyncEnumerable));
        return query.Executor.StreamAsync<T>(query.Expression);
    }

    /// <summary>The first result.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<T> FirstAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, QueryMethods<T>.First, null, cancellationToken);

    /// <summary>The first result that satisfies a condition.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Task<T> FirstAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, QueryMethods<T>.FirstWhere, predicate, cancellationToken);

    /// <summary>The first result, or the default when there is none.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<T?> FirstOrDefaultAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, QueryMethods<T>.FirstOrDefault, null, cancellationToken);

    /// <summary>The first result that satisfies a condition, or the default when there is none.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public static Task<T?> FirstOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, QueryMethods<T>.FirstOrDefaultWhere, predicate, cancellationToken);

    /// <summary>The only result.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<T> SingleAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, QueryMethods<T>.Single, null, cancellationToken);

    /// <summary>The only result that satisfies a condition.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request. A condition that fixes the whole key is one GetItem.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public static Task<T> SingleAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, QueryMethods<T>.SingleWhere, predicate, cancellationToken);

    /// <summary>The only result, or the default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<T?> SingleOrDefaultAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, QueryMethods<T>.SingleOrDefault, null, cancellationToken);

    /// <summary>The only result that satisfies a condition, or the default when there is none.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request. A condition that fixes the whole key is one GetItem.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <exception cref="InvalidOperationException">There is more than one.</exception>
    public static Task<T?> SingleOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, QueryMethods<T>.SingleOrDefaultWhere, predicate, cancellationToken);

    /// <summary>The last result: the first one from the other end of the sort key.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<T> LastAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        source.Reverse().FirstAsync(cancellationToken);

    /// <summary>The last result, or the default when there is none.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<T?> LastOrDefaultAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        source.Reverse().FirstOrDefaultAsync(cancellationToken);

    /// <summary>The least value of a property that the sort key orders by: one item is read.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="selector">The property.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <exception cref="InvalidOperationException">There is no result.</exception>
    public static Task<TValue> MinAsync<T, TValue>(
        this IQueryable<T> source, Expression<Func<T, TValue>> selector, CancellationToken cancellationToken = default) =>
        source.OrderBy(selector).Select(selector).FirstAsync(cancellationToken);

    /// <summary>The greatest value of a property that the sort key orders by: one item is read.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="selector">The property.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <exception cref="InvalidOperationException">There is no result.</exception>
    public static Task<TValue> MaxAsync<T, TValue>(
        this IQueryable<T> source, Expression<Func<T, TValue>> selector, CancellationToken cancellationToken = default) =>
        source.OrderByDescending(selector).Select(selector).FirstAsync(cancellationToken);

    /// <summary>Whether all results satisfy a condition. Reads until the first that does not.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; its opposite becomes part of the request.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public static async Task<bool> AllAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var opposite = Expression.Lambda<Func<T, bool>>(Expression.Not(predicate.Body), predicate.Parameters);
        return !await source.AnyAsync(opposite, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether there is a result. Reads no more than the first.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<bool> AnyAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, bool>(source, QueryMethods<T>.Any, null, cancellationToken);

    /// <summary>Whether any result satisfies a condition.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public static Task<bool> AnyAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, bool>(source, QueryMethods<T>.AnyWhere, predicate, cancellationToken);

    /// <summary>How many results there are. DynamoDB counts them (<c>Select=COUNT</c>): no item is sent, but every one is read and paid for.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<int> CountAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, int>(source, QueryMethods<T>.Count, null, cancellationToken);

    /// <summary>How many results satisfy a condition.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public static Task<int> CountAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, int>(source, QueryMethods<T>.CountWhere, predicate, cancellationToken);

    /// <summary>How many results there are, for more than two billion.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public static Task<long> LongCountAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, long>(source, QueryMethods<T>.LongCount, null, cancellationToken);

    /// <summary>How many results satisfy a condition, for more than two billion.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="predicate">The condition; becomes part of the request.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public static Task<long> LongCountAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, long>(source, QueryMethods<T>.LongCountWhere, predicate, cancellationToken);

    /// <summary>
    /// The requests that the query would send, one line each, without sending them: operation, table and index, key condition, filter, order, and an
    /// estimate of their number.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    public static string Explain<T>(this IQueryable<T> source)
    {
        var query = EntityQueryableExtensions.Query(source, nameof(Explain));
        return query.Executor.Explain(query.Expression);
    }

    /// <summary>The same as an object: the requests in their parts, why each key is used or not, what reading costs, and what is done in memory.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <returns>The explanation; <see cref="QueryExplanation.ToDetailedText"/> is for people.</returns>
    /// <exception cref="QueryTranslationException">The query cannot be answered; the message says why, and what to write.</exception>
    public static QueryExplanation ExplainPlan<T>(this IQueryable<T> source)
    {
        var query = EntityQueryableExtensions.Query(source, nameof(ExplainPlan));
        return query.Executor.ExplainPlan(query.Expression);
    }

    private static Task<TResult> Run<T, TResult>(
        IQueryable<T> source, MethodInfo method, LambdaExpression? predicate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var query = source as IEntityQuery ?? throw QueryingErrors.ForeignQuery($"{method.Name}Async");
        return predicate is null
            ? query.Executor.ExecuteAsync<TResult>(query.Expression, method, cancellationToken)
            : query.Executor.ExecuteAsync<TResult>(Expression.Call(method, query.Expression, Expression.Quote(predicate)), cancellationToken);
    }
}
