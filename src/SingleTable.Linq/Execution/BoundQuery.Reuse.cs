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

    private Use _use;
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
        if (_use.Plan is null)
        {
            throw new ObjectDisposedException(nameof(BoundQuery));
        }

        _use = default;
        _item?.Clear();
        _page?.Clear();
        var spares = t_spare is { } spare ? spare._spares + 1 : 0;
        if (spares < MostKept && (IsReused ?? !BufferPool.IsWatched))
        {
            (_next, _spares, t_spare) = (t_spare, spares, this);
        }
    }

    private static BoundQuery New()
    {
        var query = t_spare ?? new BoundQuery();
        (t_spare, query._next) = (query._next, null);
        return query;
    }

    private static BoundQuery New(QueryPlan plan, in BindContext context, int? wanted)
    {
        var query = New();
        ref var use = ref query._use;
        (use.Plan, use.Context, use.Wanted) = (plan, context, wanted);
        (use.Captured, use.MostChildren) = (Capture(plan, context), CountChildren(plan, context));
        return query;
    }

    private GetItemRequest GetItem()
    {
        _use.Request = _item ??= new GetItemRequest(this);
        return _item;
    }

    private PageRequest Page()
    {
        _use.Request = _page ??= new PageRequest(this);
        return _page;
    }

    /// <summary>All that is of one use, so that it is forgotten as a whole.</summary>
    private struct Use
    {
        /// <summary>Null where the query was given back.</summary>
        public QueryPlan? Plan;
        public BindContext Context;
        public int? Wanted;
        public object?[]? Captured;

        /// <summary>Null for all of every entity's.</summary>
        public int[]? MostChildren;
        public bool HasKeyValues;
        public DescribedRequest? Request;
        public KeyList? Keys;
        public IReadOnlyList<BoundQuery>? Parts;
        public IReadOnlyList<(BoundQuery Query, IncludeSplit Split)>? Splits;
        public string? ExcludedKey;
        public string? OtherExcludedKey;
    }
}
