using System.Collections;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>A plan with its values: what to send first, and how many results are wanted.</summary>
internal sealed class BoundQuery
{
    // One Query for each: more of them should be a decision of the caller's.
    public const int MaxPartitions = 50;

    private BoundQuery(QueryPlan plan, BindContext context, int? wanted) =>
        (Plan, Context, Wanted, Captured, MostChildren) = (plan, context, wanted, Capture(plan, context), Children(plan, context));

    public QueryPlan Plan { get; }
    public BindContext Context { get; }

    /// <summary>The captured values of the Select, as they were when the query was called.</summary>
    public object?[] Captured { get; }

    /// <summary>How many children of one parent are wanted of each entity of an Include.</summary>
    public int[] MostChildren { get; }

    /// <summary>The most results that are wanted, or null for all.</summary>
    public int? Wanted { get; }

    /// <summary>Whether the values of the slots of its one key are its own, and not what another query found.</summary>
    public bool HasKeyValues { get; private init; }

    /// <summary>Null when no item can match.</summary>
    public DescribedRequest? Request { get; private init; }

    /// <summary>The keys of a list, each once: read by BatchGetItem instead of <see cref="Request"/>.</summary>
    public KeyList Keys { get; private init; } = KeyList.Empty;

    /// <summary>A query for each partition of a list, instead of <see cref="Request"/>.</summary>
    public IReadOnlyList<BoundQuery> Parts { get; private init; } = [];

    /// <summary>The queries that each send one request after the other: the parts, or the query itself.</summary>
    public IReadOnlyList<BoundQuery> Singles => Parts.Count > 0 ? Parts : IsEmpty ? [] : [this];

    /// <summary>The ranges of an Include that are read at once, instead of <see cref="Request"/>, and which of the entities each holds.</summary>
    public IReadOnlyList<(BoundQuery Query, IncludeSplit Split)> Splits { get; private init; } = [];

    /// <summary>Whether nothing is sent, because no item can match.</summary>
    public bool IsEmpty => Request is null && Keys.Count == 0 && Parts.Count == 0 && Splits.Count == 0;

    /// <summary>A sort key inside the range whose item does not match.</summary>
    public string? ExcludedKey { get; private init; }

    /// <summary>A second one; see <see cref="SortCondition.OtherExcludedKey"/>.</summary>
    public string? OtherExcludedKey { get; private init; }

    /// <summary>
    /// Any number of items may stand at an open end of a range on a property, and are dropped: a limit on what is read would make a request for each few of them.
    /// </summary>
    public bool DropsMany => ExcludedKey is not null && Plan.Access is RangeAccess { Key.IsNative: true };

    /// <param name="plan">The plan.</param>
    /// <param name="context">Its values.</param>
    /// <param name="atMost">The most results, when that is less than the query says.</param>
    public static BoundQuery Bind(QueryPlan plan, in BindContext context, int? atMost = null)
    {
        var wanted = WantedResults(plan, context);
        wanted = wanted is null || atMost < wanted ? atMost ?? wanted : wanted;
        if (wanted == 0 || plan.Access is NoAccess || !IsOwnTenant(plan, context))
        {
            return new BoundQuery(plan, context, wanted);
        }

        if (!plan.Types.IsEmpty)
        {
            var types = new List<BoundQuery>(plan.Types.Length);
            foreach (var type in plan.Types)
            {
                types.Add(BindOne(type, context, wanted));
            }

            return types is [var only] ? only : new BoundQuery(plan, context, wanted) { Parts = types };
        }

        return plan.Access.List is { } list ? BindList(plan, context, wanted, list) : BindOne(plan, context, wanted);
    }

    /// <summary>The items of keys that another plan found.</summary>
    public static BoundQuery ForKeys(QueryPlan plan, in BindContext context, KeyList keys) =>
        new(plan, context, null) { Keys = keys };

    private static int[] Children(QueryPlan plan, BindContext context) => plan.Include is { } include
        ? [.. include.Entities.Select(e => e.Shape?.Take is { } take ? Math.Max(0, (int)take.Get(context.Leaves)!) : int.MaxValue)]
        : [];

    private static object?[] Capture(QueryPlan plan, BindContext context) =>
        plan.Shape.Projection is { Captured: { IsEmpty: false } sources } ? [.. sources.Select(s => s.Get(context.Leaves))] : [];

    /// <summary>Reads the items of these keys, which are distinct.</summary>
    public static BoundQuery OfKeys(QueryPlan plan, in BindContext context, IReadOnlyList<(string Partition, string Sort)> keys) =>
        keys is [var (partition, sort)]
            ? new BoundQuery(plan, context, null) { Request = new GetItemRequest(plan, partition, sort) }
            : new BoundQuery(plan, context, null) { Keys = KeyList.Of(keys) };

    /// <summary>Reads the plan's range of a partition whose key is known.</summary>
    public static BoundQuery OfPartition(QueryPlan plan, in BindContext context, string partitionKey)
    {
        var wanted = WantedResults(plan, context);
        return wanted != 0 && plan.Access is RangeAccess range && KeyBinding.IsPossible(range, context)
            ? OfRange(plan, context, wanted, partitionKey, KeyBinding.Range(range, plan.Include, context))
            : new BoundQuery(plan, context, wanted);
    }

    /// <summary>Reads a range that was bound before of a partition whose key is known.</summary>
    public static BoundQuery OfRange(QueryPlan plan, in BindContext context, string partitionKey, SortCondition range) =>
        OfRange(plan, context, null, partitionKey, range);

    private static BoundQuery OfRange(QueryPlan plan, in BindContext context, int? wanted, string partitionKey, SortCondition range) =>
        new(plan, context, wanted)
        {
            Request = range.IsContradiction ? null : Page(plan, partitionKey, range, context, wanted),
            ExcludedKey = range.ExcludedKey,
            OtherExcludedKey = range.OtherExcludedKey,
        };

    private static BoundQuery BindOne(QueryPlan plan, in BindContext context, int? wanted)
    {
        if (!KeyBinding.IsPossible(plan.Access, context))
        {
            return new BoundQuery(plan, context, wanted);
        }

        switch (plan.Access)
        {
            case KeyAccess key:
                var (partition, sort) = KeyBinding.Key(key, context);
                return new BoundQuery(plan, context, wanted) { Request = new GetItemRequest(plan, partition, sort), HasKeyValues = true };
            case RangeAccess range when plan.Include is { Splits.IsEmpty: false } include:
                return new BoundQuery(plan, context, wanted)
                {
                    Splits = OfSplits(include, KeyBinding.Partition(range.Key, range.Partition, context), context),
                };
            case RangeAccess range:
                return OfRange(
                    plan, context, wanted, KeyBinding.Partition(range.Key, range.Partition, context), KeyBinding.Range(range, plan.Include, context));
            case TypeIndexAccess:
                return new BoundQuery(plan, context, wanted)
                {
                    Request = Page(plan, TableModel.TypeValue(plan.Entity.Concrete[0], context.Tenant), default, context, wanted),
                };
            default:
                return new BoundQuery(plan, context, wanted) { Request = Page(plan, null, default, context, wanted) };
        }
    }

    private static List<(BoundQuery Query, IncludeSplit Split)> OfSplits(IncludePlan include, string partitionKey, in BindContext context)
    {
        var splits = new List<(BoundQuery, IncludeSplit)>(include.Splits.Length);
        foreach (var split in include.Splits)
        {
            var range = KeyBinding.Range((RangeAccess)split.Plan.Access, split.Plan.Include, context);
            int? wanted = split.Plan.Include is { IsLimited: true } part ? Math.Max(0, (int)part.Entities[0].Shape!.Take!.Get(context.Leaves)!) : null;
            if (!range.IsContradiction && wanted != 0)
            {
                splits.Add((OfRange(split.Plan, context, wanted, partitionKey, range), split));
            }
        }

        return splits;
    }

    private static BoundQuery BindList(QueryPlan plan, in BindContext context, int? wanted, SlotValue list)
    {
        var values = (IEnumerable)list.Source!.Get(context.Leaves)!;
        if (plan.Shape is { IsReversed: true, Orderings.IsEmpty: true })
        {
            values = Distinct(values).Reverse();
        }

        if (plan.Access is KeyAccess key)
        {
            var keys = KeyBinding.Keys(key, values, context);
            return keys.Count == 1
                ? new BoundQuery(plan, context, wanted) { Request = new GetItemRequest(plan, keys[0].Partition, keys[0].Sort) }
                : new BoundQuery(plan, context, wanted) { Keys = keys };
        }

        var distinct = Distinct(values).ToList();
        if (distinct.Count > MaxPartitions)
        {
            throw ExecutionErrors.TooManyPartitions(plan.Entity, list.Property, distinct.Count, MaxPartitions);
        }

        var parts = new List<BoundQuery>(distinct.Count);
        foreach (var value in distinct)
        {
            if (BindOne(plan, context with { ListValue = value }, wanted) is { IsEmpty: false } part)
            {
                parts.Add(part);
            }
        }

        return parts is [var only] ? only : new BoundQuery(plan, context, wanted) { Parts = parts };
    }

    private static IEnumerable<object?> Distinct(IEnumerable values) => values.Cast<object?>().Where(v => v is not null).Distinct();

    private static PageRequest Page(QueryPlan plan, string? partitionKey, SortCondition range, in BindContext context, int? wanted)
    {
        // A limit counts what is read, not what is returned: with a filter, or with children, it would only make more pages.
        var dropsMany = range.ExcludedKey is not null && plan.Access is RangeAccess { Key.IsNative: true };
        var isLimited = wanted is not null && !plan.IsFiltered && !dropsMany && plan.Include is null or { IsLimited: true } && !plan.IsCount;
        return new PageRequest(plan, partitionKey, range, context)
        {
            Fixed = plan.Access is RangeAccess access ? KeyBinding.Fixed(access, context) : [],
            Limit = isLimited ? Paging.Limit(wanted, range.ExcludedKey) : null,
            IsCount = plan.IsCount && range.ExcludedKey is null && plan.ProjectionText is null,
        };
    }

    private static int? WantedResults(QueryPlan plan, in BindContext context)
    {
        int? take = plan.Shape.Take is { } source ? (int)source.Get(context.Leaves)! : null;
        if (take < 0)
        {
            throw ExecutionErrors.NegativeTake(plan.Entity);
        }

        int? needed = plan.Shape.Result switch
        {
            ResultKind.First or ResultKind.FirstOrDefault or ResultKind.Any => 1,
            ResultKind.Single or ResultKind.SingleOrDefault => 2,
            _ => null,
        };
        return take is null || needed is null ? take ?? needed : Math.Min(take.Value, needed.Value);
    }

    private static bool IsOwnTenant(QueryPlan plan, in BindContext context)
    {
        foreach (var check in plan.TenantChecks)
        {
            if (check.Get(context.Leaves) as string != context.Tenant)
            {
                return false;
            }
        }

        return true;
    }
}
