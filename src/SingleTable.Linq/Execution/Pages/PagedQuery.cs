using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>Reads one page of a bound query: opens the token, reads forwards or backwards, seals the tokens of the neighbours.</summary>
internal sealed class PagedQuery<T>(ExecutionScope scope, BoundQuery query, int size)
{
    private readonly PagePlan _plan = PagePlan.Of(query.Plan);

    // Of the values that the query was called with: when a page is there, the caller's variables may have others.
    private byte[] _binding = [];

    /// <summary>Everything that can be refused before a request is.</summary>
    public void Check(string? token, out PagePosition position)
    {
        var shape = query.Plan.Shape;
        if (size < 1 || size > scope.MaxMaterializedItems)
        {
            throw PageErrors.Size(size, scope.MaxMaterializedItems);
        }

        if (shape.Take is not null)
        {
            throw PageErrors.Take(query.Plan.Entity);
        }

        if (query.Plan.Include?.Tree is not null)
        {
            throw PageErrors.Tree(query.Plan.Entity);
        }

        if (query.Plan.Include is { AreFamiliesApart: false, Tree: null } include && !(include.Covers && include.Entities[0].Key.IsTable))
        {
            throw PageErrors.Interleaved(query.Plan.Entity);
        }

        if (query.Plan.Items is not null)
        {
            throw PageErrors.Hydrate(query.Plan.Entity);
        }

        if (query.Keys.Count > 0 || query.Parts.Count > 0)
        {
            throw PageErrors.SeveralPartitions(query.Plan.Entity);
        }

        if (query.Plan.Access is ScanAccess && shape.Directives.Segments is not null)
        {
            throw PageErrors.Segments(query.Plan.Entity);
        }

        if (query.Request is PageRequest)
        {
            _binding = PageBinding.Of(_plan.Forward, query.Context);
        }

        position = token is null ? PagePosition.First : Open(token);
    }

    public async Task<Page<T>> ReadAsync(PagePosition position, CancellationToken cancellationToken)
    {
        if (!position.IsBackward)
        {
            return Forward(position, await ReadAsync(_plan.Forward, position.Key, cancellationToken).ConfigureAwait(false));
        }

        var slice = await ReadAsync(_plan.Backward!, position.Key, cancellationToken).ConfigureAwait(false);

        // What came before was deleted: the page before this place is now the first one.
        return slice is { Items.Count: 0, HasMore: false } && position.Key.Length > 0
            ? await ReadAsync(PagePosition.First, cancellationToken).ConfigureAwait(false)
            : Backward(position, slice);
    }

    private Page<T> Forward(PagePosition position, PageSlice<T> slice)
    {
        var next = slice.HasMore ? Seal(isBackward: false, slice.Last) : null;
        var isFirst = position.Key.Length == 0 || _plan.Backward is null;
        var start = slice.Items.Count > 0 ? slice.First : slice.Last;
        return new Page<T>(slice.Items, next, isFirst ? null : Seal(isBackward: true, start));
    }

    private Page<T> Backward(PagePosition position, PageSlice<T> slice)
    {
        slice.Items.Reverse();
        var previous = slice.HasMore ? Seal(isBackward: true, slice.Last) : null;
        var start = slice.Items.Count > 0 ? slice.First : slice.Last;
        return new Page<T>(slice.Items, position.Key.Length == 0 ? null : Seal(isBackward: false, start), previous);
    }

    private Task<PageSlice<T>> ReadAsync(QueryPlan plan, byte[] startKey, CancellationToken cancellationToken)
    {
        if (plan.Include is not null)
        {
            return IncludePage.ReadAsync<T>(scope, BoundQuery.Bind(plan, query.Context, size), startKey, cancellationToken);
        }

        var bound = BoundQuery.Bind(plan, query.Context);
        return new PageCollector<T>(scope, bound, _plan.KeyAttributes, Projection.Of<T>(plan), size).ReadAsync(startKey, cancellationToken);
    }

    private string Seal(bool isBackward, byte[] key) => scope.PageKeys.Seal(new PagePosition(isBackward, key).ToBytes(), _binding);

    // A query that sends nothing, or a GetItem, has one page, and never gave a token.
    private PagePosition Open(string token) =>
        query.Request is PageRequest && scope.PageKeys.Open(token, _binding) is { } content
            ? PagePosition.Of(content)
            : throw new InvalidPageTokenException();
}
