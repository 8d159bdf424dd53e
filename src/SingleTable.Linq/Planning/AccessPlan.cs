using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Planning;

/// <summary>The value of a key's slot: from the query, or (without a source) the tenant of the scope.</summary>
internal sealed record SlotValue(PropertyModel Property, ValueSource? Source);

/// <summary>What is asked of the first sort-key slot that is not fixed.</summary>
internal sealed record RangePlan(ValueSource? Lower, bool LowerInclusive, ValueSource? Upper, bool UpperInclusive, ValueSource? Prefix);

/// <summary>How the items are reached.</summary>
internal abstract record AccessPlan(EntityModel Entity);

/// <summary>The whole primary key is known: GetItem.</summary>
internal sealed record KeyAccess(EntityModel Entity, ImmutableArray<SlotValue> Partition, ImmutableArray<SlotValue> Sort) : AccessPlan(Entity);

/// <summary>A partition of the table or of an index is known, and maybe a range in it: Query.</summary>
internal sealed record RangeAccess(
    EntityModel Entity, KeyModel Key, ImmutableArray<SlotValue> Partition, ImmutableArray<SlotValue> FixedSort, RangePlan? Range, bool IsDescending)
    : AccessPlan(Entity)
{
    /// <summary>All slots of the sort key are fixed, so that at most one item of the table has it.</summary>
    public bool IsWholeSortKey => Key.Sort is not null && FixedSort.Length == Key.SortSlots.Length;
}

/// <summary>All items of the type in the scope, in the order of their creation: Query of the type index.</summary>
internal sealed record TypeIndexAccess(EntityModel Entity, TypeIndexModel Index, bool IsDescending) : AccessPlan(Entity);

/// <summary>Every item of the table is read: Scan.</summary>
internal sealed record ScanAccess(EntityModel Entity) : AccessPlan(Entity);

/// <summary>No item can satisfy the query: no request.</summary>
internal sealed record NoAccess(EntityModel Entity) : AccessPlan(Entity);
