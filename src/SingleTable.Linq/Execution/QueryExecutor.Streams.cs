using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Execution.Budgets;
using SingleTable.Linq.Execution.Streams;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Execution;

/// <content>Results one after the other, while the next ones are read.</content>
internal sealed partial class QueryExecutor
{
    public async IAsyncEnumerable<T> StreamAsync<T>(Func<BoundQuery> bind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = bind();
        var reading = scope.For(query, isStream: true);
        using var operation = Operations.StartQuery(scope, "stream", query.Plan);
        reading = operation is null ? reading : reading with { Operation = operation };
        var pages = Projection.OfIncluded<T>(query.Plan) is { } project
            ? SelectAsync(PagesAsync<object>(reading, query, cancellationToken), query, project, cancellationToken)
            : PagesAsync<T>(reading, query, cancellationToken);
        await foreach (var page in Operations.OfPages(operation, scope, pages).ConfigureAwait(false))
        {
            foreach (var result in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return result;
            }
        }
    }

    private static async IAsyncEnumerable<List<T>> PagesAsync<T>(
        ExecutionScope reading, BoundQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isIncluded = IncludeStream.IsPossible(query);
        if (query.IsEmpty || (query.Plan.Include is not null && !isIncluded))
        {
            yield return await FilledAsync<T>(reading, query, isOwn: false, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        var isAhead = query.Plan.Shape.Directives.Prefetch ?? reading.Prefetch;
        var pages = isIncluded ? IncludeStream.ReadAsync<T>(reading, query, isAhead, cancellationToken)
            : query.Request is null ? new MultiReader(reading, query).StreamAsync<T>(isWhole: false, cancellationToken)
            : SegmentedScan.IsAskedFor(query) ? new SegmentedScan(reading, query).ReadAsync<T>(cancellationToken)
            : PageStream.ReadAsync<T>(new PageLoop<T>(reading, query, Projection.Of<T>(query.Plan)).ReadPageAsync, isAhead, cancellationToken);
        var references = new LaterReader(reading, query);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            await references.FillAsync(page, cancellationToken).ConfigureAwait(false);
            yield return page;
        }
    }

    private static async IAsyncEnumerable<List<T>> SelectAsync<T>(
        IAsyncEnumerable<List<object>> pages, BoundQuery query, Func<object, object?[], T> project,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return Select(page, query, project);
        }
    }

    IAsyncEnumerable<T> IQueryExecutor.StreamAsync<T>(Expression expression, int? atMost) => StreamAsync<T>(() => Bind(expression, atMost));

    IAsyncEnumerable<T> IQueryExecutor.BoundedAsync<T>(Expression expression, int most) => BoundedAsync<T>(expression, most);

    private async IAsyncEnumerable<T> BoundedAsync<T>(
        Expression expression, int most, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // One more shows that there are more.
        var query = Bind(expression, most == int.MaxValue ? null : most + 1);
        var count = 0;
        await foreach (var result in StreamAsync<T>(() => query, cancellationToken).ConfigureAwait(false))
        {
            if (++count > most)
            {
                throw BudgetErrors.InMemory(query.Plan.Entity, most);
            }

            yield return result;
        }
    }
}
