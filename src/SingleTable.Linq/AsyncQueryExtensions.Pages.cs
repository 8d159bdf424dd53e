namespace SingleTable.Linq;

public static partial class AsyncQueryExtensions
{
    /// <summary>
    /// One page of the results: <paramref name="size"/> of them unless the end is reached, however many items a filter drops on the way. A page is
    /// empty only when there is nothing (left) to return, or when a budget ended it.
    /// </summary>
    /// <remarks>
    /// One result more than the page holds is read, to know whether another page follows. With Include a page is that many parents, each with all of
    /// its children. Tokens are encrypted and authenticated with <see cref="TableOptions.PagingKeys"/>, and serve the same query only; the size may
    /// change from page to page. Results that are written meanwhile appear where their key puts them.
    /// </remarks>
    /// <param name="source">A query of one partition, of an index, of the type index, or an allowed Scan; without Take.</param>
    /// <param name="size">How many results, 1 to <see cref="TableOptions.MaxMaterializedItems"/>.</param>
    /// <param name="token">The Next or Previous of another page of this query, or null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <exception cref="InvalidPageTokenException">The token is not one of this query. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of its range. Nothing was sent.</exception>
    /// <exception cref="QueryTranslationException">The query cannot be answered, or not in pages. Nothing was sent.</exception>
    public static Task<Page<T>> ToPageAsync<T>(
        this IQueryable<T> source, int size, string? token = null, CancellationToken cancellationToken = default)
    {
        var query = EntityQueryableExtensions.Query(source, nameof(ToPageAsync));
        return query.Executor.PageAsync<T>(query.Expression, size, token, cancellationToken);
    }

    /// <summary>The first results one by one, page after page. Nothing more is read when the loop ends, or when there are enough.</summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="maxResults">The most results: like Take, for a query that is not yours to change.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static IAsyncEnumerable<T> AsAsyncEnumerable<T>(this IQueryable<T> source, int maxResults)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxResults);
        var query = EntityQueryableExtensions.Query(source, nameof(AsAsyncEnumerable));
        return query.Executor.StreamAsync<T>(query.Expression, maxResults);
    }

    /// <summary>
    /// The door to what DynamoDB cannot do: the results, one after the other as they are read, for the operators of <see cref="AsyncEnumerable"/>
    /// (GroupBy, Sum, Distinct, any order). Bounded, because all of the results are read and paid for; more of them than expected are an error and never
    /// half an answer.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="maxItems">How many results there may be, at least 1.</param>
    /// <returns>The results. Nothing is sent before they are enumerated.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxItems"/> is less than 1.</exception>
    /// <exception cref="BudgetExceededException">While enumerating: there are more results.</exception>
    public static IAsyncEnumerable<T> InMemory<T>(this IQueryable<T> source, int maxItems)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxItems, 1);
        var query = EntityQueryableExtensions.Query(source, nameof(InMemory));
        return query.Executor.BoundedAsync<T>(query.Expression, maxItems);
    }
}
