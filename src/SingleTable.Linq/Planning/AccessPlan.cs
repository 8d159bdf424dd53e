using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Planning;

/// <summary>The value of a key's slot: from the query, or (without a source) the tenant of the scope.</summary>
/// <param name="Property">The property that the slot holds.</param>
/// <param name="Source">Where the value comes from.</param>
/// <param name="IsList">The source is a list: there is one key, or one partition, for each of its values.</param>
internal sealed record SlotValue(PropertyModel Property, ValueSource? Source, bool IsList = false);

/// <summary>What is asked of the first sort-key slot that is not fixed.</summary>
internal sealed record RangePlan(ValueSource? Lower, bool LowerInclusive, ValueSource? Upper, bool UpperInclusive, ValueSource? Prefix)
{
    /// <summary>A value at an edge does not belong to the range; BETWEEN, which is all that a sort key takes, includes it.</summary>
    public bool HasOpenEdge => (Lower is not null && !LowerInclusive) || (Upper is not null && !UpperInclusive);
}

/// <summary>How the items are reached.</summary>
internal abstract record AccessPlan(EntityModel Entity)
{
    /// <summary>The slot that takes each value of a list, if there is one.</summary>
    public virtual SlotValue? List => null;
}

/// <summary>The whole primary key is known: GetItem, or BatchGetItem for a list of them.</summary>
internal sealed record KeyAccess(EntityModel Entity, ImmutableArray<SlotValue> Partition, ImmutableArray<SlotValue> Sort) : AccessPlan(Entity)
{
    public override SlotValue? List => Partition.Concat(Sort).FirstOrDefault(s => s.IsList);
}

/// <summary>A partition of the table or of an index is known, and maybe a range in it: Query, or one for each partition of a list.</summary>
internal sealed record RangeAccess(
    EntityModel Entity, KeyModel Key, ImmutableArray<SlotValue> Partition, ImmutableArray<SlotValue> FixedSort, RangePlan? Range, bool IsDescending)
    : AccessPlan(Entity)
{
    public override SlotValue? List => Partition.FirstOrDefault(s => s.IsList);

    /// <summary>All slots of the sort key are fixed, so that at most one item of the table has it.</summary>
    public bool IsWholeSortKey => Key.Sort is not null && FixedSort.Length == Key.SortSlots.Length;
}

/// <summary>All items of the type in the scope, in the order of their creation: Query of the type index.</summary>
internal sealed record TypeIndexAccess(EntityModel Entity, TypeIndexModel Index, bool IsDescending) : AccessPlan(Entity);

/// <summary>Every item of the table is read: Scan.</summary>
internal sealed record ScanAccess(EntityModel Entity) : AccessPlan(Entity);

/// <summary>No item can satisfy the query: no request.</summary>
internal sealed record NoAccess(EntityModel Entity) : AccessPlan(Entity);
