using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>The value of a key's slot: from the query, or (without a source) the tenant of the scope.</summary>
/// <param name="Property">The property that the slot holds.</param>
/// <param name="Source">Where the value comes from. In a plan of an Include, what was read before gives the values.</param>
/// <param name="IsList">The source is a list: there is one key, or one partition, for each of its values.</param>
internal sealed record SlotValue(PropertyModel Property, ValueSource? Source, bool IsList = false)
{
    /// <summary>What else the query says of the slot: unless the value satisfies it, nothing can match.</summary>
    public ImmutableArray<SlotCheck> Checks { get; init; } = [];
}

/// <summary>A comparison with a slot whose value is known.</summary>
internal sealed record SlotCheck(Comparison Comparison, ValueSource Value, bool IsPrefix);

/// <summary>One end of a range.</summary>
internal sealed record BoundSource(ValueSource Value, bool IsInclusive);

/// <summary>What is asked of the first sort-key slot that is not fixed. Of several bounds, the values decide which is the tightest.</summary>
internal sealed record RangePlan(ImmutableArray<BoundSource> Lowers, ImmutableArray<BoundSource> Uppers, ImmutableArray<ValueSource> Prefixes);

/// <summary>How the items are reached.</summary>
internal abstract record AccessPlan(EntityModel Entity)
{
    /// <summary>The slot that takes each value of a list, if there is one.</summary>
    public virtual SlotValue? List => null;

    /// <summary>The properties that are read whatever the Select says, because the results are checked by them.</summary>
    public virtual ImmutableArray<PropertyModel> Checked => [];

    /// <summary>DynamoDB has no BETWEEN with an open end: the item at the end is known by its sort key, made again from its values.</summary>
    public static ImmutableArray<PropertyModel> Recomputed(KeyModel key, int fixedSort, RangePlan? range)
    {
        if (range is null)
        {
            return [];
        }

        var slot = key.Sorts[fixedSort];
        var hasOpenEnd = slot.IsNative
            ? slot.Attribute.IsProperty && !range.Lowers.IsEmpty && !range.Uppers.IsEmpty && range.Lowers.Concat(range.Uppers).Any(e => !e.IsInclusive)
            : range.Uppers.Any(u => !u.IsInclusive);
        return !hasOpenEnd ? [] : slot.IsNative ? [slot.Property] : key.SortSlots;
    }
}

/// <summary>The whole primary key is known: GetItem, or BatchGetItem for a list of them.</summary>
internal sealed record KeyAccess(EntityModel Entity, ImmutableArray<SlotValue> Partition, ImmutableArray<SlotValue> Sort) : AccessPlan(Entity)
{
    public override SlotValue? List { get; } = Partition.Concat(Sort).FirstOrDefault(s => s.IsList);

    // What GetItem and BatchGetItem cannot filter is checked on the client, and so must be read.
    public override ImmutableArray<PropertyModel> Checked => (Entity.TimeToLive, Entity.SoftDelete) switch
    {
        (null, null) => [],
        ({ } expires, null) => [expires],
        (null, { } deletion) => [deletion.Property],
        var (expires, deletion) => [expires, deletion.Property],
    };
}

/// <summary>A partition of the table or of an index is known, and maybe a range in it: Query, or one for each partition of a list.</summary>
internal sealed record RangeAccess(
    EntityModel Entity, KeyModel Key, ImmutableArray<SlotValue> Partition, ImmutableArray<SlotValue> FixedSort, RangePlan? Range, bool IsDescending)
    : AccessPlan(Entity)
{
    public override SlotValue? List { get; } = Partition.FirstOrDefault(s => s.IsList);

    public override ImmutableArray<PropertyModel> Checked => Recomputed(Key, FixedSort.Length, Range);

    /// <summary>Whether an entity stands at this end of the range: the text of the whole sort key, or of the native attribute that the range is on.</summary>
    public bool StandsAt(string end, object entity)
    {
        if (Key.Sort is not null)
        {
            return Key.HasSortText(end, p => p.Get(entity));
        }

        var slot = Key.Sorts[FixedSort.Length];
        return slot.Property.Get(entity) is { } value
            && NativeKeyValue.Compare(slot.Attribute.Kind, NativeKeyValue.Unchecked(slot, value), end) == 0;
    }

    /// <summary>All slots of the sort key are fixed, so that at most one item of the table has it.</summary>
    public bool IsWholeSortKey => Key.Sort is not null && FixedSort.Length == Key.SortSlots.Length;
}

/// <summary>All items of the type in the scope, in the order of their creation: Query of the type index.</summary>
internal sealed record TypeIndexAccess(EntityModel Entity, TypeIndexModel Index, bool IsDescending) : AccessPlan(Entity);

/// <summary>Every item of the table is read: Scan.</summary>
internal sealed record ScanAccess(EntityModel Entity) : AccessPlan(Entity);

/// <summary>No item can satisfy the query: no request.</summary>
internal sealed record NoAccess(EntityModel Entity) : AccessPlan(Entity);
