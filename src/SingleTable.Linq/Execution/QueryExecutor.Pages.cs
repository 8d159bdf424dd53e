using System.Linq.Expressions;
using SingleTable.Linq.Execution.Pages;
using SingleTable.Linq.Execution.Telemetry;

namespace SingleTable.Linq.Execution;

/// <content>Pages that go on by tokens.</content>
internal sealed partial class QueryExecutor
{
    public async Task<Page<T>> PageAsync<T>(Expression expression, int size, string? token, CancellationToken cancellationToken)
    {
        var query = Bind(expression);
        if (Projection.OfIncluded<T>(query.Plan) is not { } project)
        {
            return await PageAsync<T>(query, size, token, cancellationToken).ConfigureAwait(false);
        }

        var page = await PageAsync<object>(query, size, token, cancellationToken).ConfigureAwait(false);
        return new Page<T>(Select(page.Items, query, project), page.Next, page.Previous);
    }

    private Task<Page<T>> PageAsync<T>(BoundQuery query, int size, string? token, CancellationToken cancellationToken)
    {
        var reading = scope.For(query);
        return Operations.Of(Operations.StartQuery(scope, "page", query.Plan), scope, PageAsync<T>(reading, query, size, token, cancellationToken));
    }

    private static async Task<Page<T>> PageAsync<T>(ExecutionScope reading, BoundQuery query, int size, string? token, CancellationToken cancellationToken)
    {
        var paged = new PagedQuery<T>(reading, query, size);
        paged.Check(token, out var position);
        if (query.Request is not PageRequest)
        {
            return new Page<T>(await FilledAsync<T>(reading, query, isOwn: false, cancellationToken).ConfigureAwait(false), null, null);
        }

        var page = await paged.ReadAsync(position, cancellationToken).ConfigureAwait(false);
        await new LaterReader(reading, query).FillAsync(page.Items, cancellationToken).ConfigureAwait(false);
        return page;
    }
}
