using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <content>
/// A query that was seen before allocates nothing to be bound: the object, its request, and the memory of their texts are those of one whose results were there
/// before. What is not given back, as after an error, or where somebody may have kept it, is the collector's.
/// </content>
internal sealed partial class BoundQuery
{
    // Calls that are under way at once on one thread.
    private const int MostKept = 8;

    [ThreadStatic]
    private static BoundQuery? t_spare;

    /// <summary>Whether what is given back is used again. Not where buffers are watched: there nobody gets what is given back, so that whoever still asks it is found.</summary>
    public static bool? IsReused { get; set; }

    private BoundQuery? _next;
    private int _spares;
    private GetItemRequest? _item;
    private PageRequest? _page;

    private BoundQuery()
    {
    }

    /// <summary>
    /// Gives it back, to be used for another query: once, when its results are there, by who bound it. Whatever is asked of it afterwards is an error.
    /// </summary>
    public void Release()
    {
        if (_plan is null)
        {
            throw new ObjectDisposedException(nameof(BoundQuery));
        }

        (_plan, _context, _mostChildren, Captured, Wanted, HasKeyValues) = (null, default, null, [], null, false);
        (Request, Keys, Parts, Splits, ExcludedKey, OtherExcludedKey) = (null, KeyList.Empty, [], [], null, null);
        _item?.Clear();
        _page?.Clear();
        var spares = t_spare is { } spare ? spare._spares + 1 : 0;
        if (spares < MostKept && (IsReused ?? !BufferPool.IsWatched))
        {
            (_next, _spares, t_spare) = (t_spare, spares, this);
        }
    }

    private static BoundQuery New(QueryPlan plan, in BindContext context, int? wanted)
    {
        var query = t_spare ?? new BoundQuery();
        (t_spare, query._next) = (query._next, null);
        (query._plan, query._context, query.Wanted) = (plan, context, wanted);
        (query.Captured, query._mostChildren) = (Capture(plan, context), CountChildren(plan, context));
        return query;
    }

    private GetItemRequest GetItem()
    {
        Request = _item ??= new GetItemRequest(this);
        return _item;
    }

    private PageRequest Page()
    {
        Request = _page ??= new PageRequest(this);
        return _page;
    }
}
