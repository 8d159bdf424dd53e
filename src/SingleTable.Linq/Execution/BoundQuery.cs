using System.Collections;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>A plan with its values: what to send first, and how many results are wanted. Used again for other queries; see <see cref="Release"/>.</summary>
internal sealed partial class BoundQuery
{
    // One Query for each: more of them should be a decision of the caller's.
    public const int MaxPartitions = 50;

    public QueryPlan Plan => _use.Plan ?? throw new ObjectDisposedException(nameof(BoundQuery));
    public ref readonly BindContext Context => ref _use.Context;

    /// <summary>The captured values of the Select, as they were when the query was called.</summary>
    public object?[] Captured => _use.Captured ?? [];

    /// <summary>The most results that are wanted, or null for all.</summary>
    public int? Wanted => _use.Wanted;

    /// <summary>Whether the values of the slots of its one key are its own, and not what another query found.</summary>
    public bool HasKeyValues => _use.HasKeyValues;

    /// <summary>Null when no item can match.</summary>
    public DescribedRequest? Request => _use.Request;

    /// <summary>The keys of a list, each once: read by BatchGetItem instead of <see cref="Request"/>.</summary>
    public KeyList Keys => _use.Keys ?? KeyList.Empty;

    /// <summary>A query for each partition of a list, instead of <see cref="Request"/>.</summary>
    public IReadOnlyList<BoundQuery> Parts => _use.Parts ?? [];

    /// <summary>The queries that each send one request after the other: the parts, or the query itself.</summary>
    public IReadOnlyList<BoundQuery> Singles => Parts.Count > 0 ? Parts : IsEmpty ? [] : [this];

    /// <summary>The ranges of an Include that are read at once, instead of <see cref="Request"/>, and which of the entities each holds.</summary>
    public IReadOnlyList<(BoundQuery Query, IncludeSplit Split)> Splits => _use.Splits ?? [];

    /// <summary>Whether nothing is sent, because no item can match.</summary>
    public bool IsEmpty => Request is null && Keys.Count == 0 && Parts.Count == 0 && Splits.Count == 0;

    /// <summary>A sort key inside the range whose item does not match.</summary>
    public string? ExcludedKey => _use.ExcludedKey;

    /// <summary>A second one; see <see cref="SortCondition.OtherExcludedKey"/>.</summary>
    public string? OtherExcludedKey => _use.OtherExcludedKey;

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
            return New(plan, context, wanted);
        }

        if (!plan.Types.IsEmpty)
        {
            var types = new List<BoundQuery>(plan.Types.Length);
            foreach (var type in plan.Types)
            {
                types.Add(BindOne(type, context, wanted));
            }

            return types is [var only] ? only : OfParts(plan, context, wanted, types);
        }

        return plan.Access.List is { } list ? BindList(plan, context, wanted, list) : BindOne(plan, context, wanted);
    }

    /// <summary>The items of keys that another plan found.</summary>
    public static BoundQuery ForKeys(QueryPlan plan, in BindContext context, KeyList keys)
    {
        var query = New(plan, context, null);
        query._use.Keys = keys;
        return query;
    }

    /// <summary>A part of a Scan, with the values that were taken for the whole: the caller's variables may have others by the time it is read.</summary>
    public static BoundQuery OfSegment(BoundQuery whole, (int Number, int Count) segment)
    {
        var query = New();
        ref readonly var of = ref whole._use;
        ref var use = ref query._use;
        (use.Plan, use.Context, use.Wanted, use.Captured, use.MostChildren) = (of.Plan, of.Context, of.Wanted, of.Captured, of.MostChildren);
        query.Page().Take((PageRequest)of.Request!, segment);
        return query;
    }

    /// <summary>How many children of one parent are wanted of an entity of an Include.</summary>
    /// <param name="entity">Which one of its plan.</param>
    public int MostChildren(int entity) => _use.MostChildren?[entity] ?? int.MaxValue;

    private static int[]? CountChildren(QueryPlan plan, in BindContext context)
    {
        if (plan.Include is not { TakesSome: true } include)
        {
            return null;
        }

        var most = new int[include.Entities.Length];
        for (var i = 0; i < most.Length; i++)
        {
            most[i] = include.Entities[i].Shape?.Take is { } take ? Math.Max(0, (int)take.Get(context.Leaves)!) : int.MaxValue;
        }

        return most;
    }

    private static object?[]? Capture(QueryPlan plan, in BindContext context)
    {
        if (plan.Shape.Projection is not { Captured: { IsEmpty: false } sources })
        {
            return null;
        }

        var captured = new object?[sources.Length];
        for (var i = 0; i < captured.Length; i++)
        {
            captured[i] = sources[i].Get(context.Leaves);
        }

        return captured;
    }

    /// <summary>Reads the items of these keys, which are distinct.</summary>
    public static BoundQuery OfKeys(QueryPlan plan, in BindContext context, IReadOnlyList<(string Partition, string Sort)> keys)
    {
        if (keys is [var (partition, sort)])
        {
            return OfKey(plan, context, null, partition, sort);
        }

        return ForKeys(plan, context, KeyList.Of(keys));
    }

    private static BoundQuery OfKey(QueryPlan plan, in BindContext context, int? wanted, string partition, string sort)
    {
        var query = New(plan, context, wanted);
        query.GetItem().Take(partition, sort);
        return query;
    }

    /// <summary>Reads the plan's range of a partition whose key is known.</summary>
    public static BoundQuery OfPartition(QueryPlan plan, in BindContext context, string partitionKey)
    {
        var wanted = WantedResults(plan, context);
        return wanted != 0 && plan.Access is RangeAccess range && KeyBinding.IsPossible(range, context)
            ? OfRange(plan, context, wanted, partitionKey, KeyBinding.Range(range, plan.Include, context))
            : New(plan, context, wanted);
    }

    /// <summary>Reads a range that was bound before of a partition whose key is known.</summary>
    public static BoundQuery OfRange(QueryPlan plan, in BindContext context, string partitionKey, SortCondition range) =>
        OfRange(plan, context, null, partitionKey, range);

    private static BoundQuery OfRange(QueryPlan plan, in BindContext context, int? wanted, string partitionKey, SortCondition range)
    {
        var query = New(plan, context, wanted);
        (query._use.ExcludedKey, query._use.OtherExcludedKey) = (range.ExcludedKey, range.OtherExcludedKey);
        if (!range.IsContradiction)
        {
            query.Page().Take(partitionKey, range);
        }

        return query;
    }

    private static BoundQuery BindOne(QueryPlan plan, in BindContext context, int? wanted)
    {
        if (!KeyBinding.IsPossible(plan.Access, context))
        {
            return New(plan, context, wanted);
        }

        switch (plan.Access)
        {
            case KeyAccess key:
                var item = New(plan, context, wanted);
                item._use.HasKeyValues = true;
                item.GetItem().Take(key.Partition, key.Sort);
                return item;
            case RangeAccess range when plan.Include is { Splits.IsEmpty: false } include:
                var apart = New(plan, context, wanted);
                apart._use.Splits = OfSplits(include, KeyBinding.Partition(range.Key, range.Partition, context), context);
                return apart;
            case RangeAccess range when KeyBinding.IsPlain(range, plan.Include):
                var plain = New(plan, context, wanted);
                plain.Page().Take(range);
                return plain;
            case RangeAccess range:
                return OfRange(
                    plan, context, wanted, KeyBinding.Partition(range.Key, range.Partition, context), KeyBinding.Range(range, plan.Include, context));
            case TypeIndexAccess:
                return OfRange(plan, context, wanted, TableModel.TypeValue(plan.Entity.Concrete[0], context.Tenant), default);
            default:
                var scan = New(plan, context, wanted);
                scan.Page().Take();
                return scan;
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
            if (keys.Count == 1)
            {
                return OfKey(plan, context, wanted, keys[0].Partition, keys[0].Sort);
            }

            var listed = New(plan, context, wanted);
            listed._use.Keys = keys;
            return listed;
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

        return parts is [var only] ? only : OfParts(plan, context, wanted, parts);
    }

    private static BoundQuery OfParts(QueryPlan plan, in BindContext context, int? wanted, List<BoundQuery> parts)
    {
        var query = New(plan, context, wanted);
        query._use.Parts = parts;
        return query;
    }

    private static IEnumerable<object?> Distinct(IEnumerable values) => values.Cast<object?>().Where(v => v is not null).Distinct();

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
