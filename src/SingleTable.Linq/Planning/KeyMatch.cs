using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>What one key, of the table or of an index, takes over of a query.</summary>
internal sealed record KeyMatch(
    KeyModel Key,
    ImmutableArray<SlotValue> Partition,
    ImmutableArray<SlotValue> FixedSort,
    RangePlan? Range,
    ImmutableHashSet<int> Consumed,
    bool SatisfiesOrdering,
    bool IsDescending)
{
    public bool IsList => Partition.Any(s => s.IsList) || FixedSort.Any(s => s.IsList);

    /// <summary>A list in the sort key only pays when each of its values is a whole key; otherwise one Query with a filter asks less.</summary>
    public bool IsListInRange => FixedSort.Any(s => s.IsList) && !IsWholeTableKey;

    public bool IsWholeTableKey => Key.IsTable && FixedSort.Length == Key.SortSlots.Length;

    /// <returns>The match, or null when the partition is not fixed.</returns>
    /// <param name="key">The key.</param>
    /// <param name="shape">The query.</param>
    /// <param name="constraints">Its conjuncts.</param>
    /// <param name="isForced">The caller named the index.</param>
    /// <param name="takesList">Whether one slot may be fixed by a list, with a key or partition for each of its values.</param>
    public static KeyMatch? Try(KeyModel key, QueryShape shape, KeyConstraints constraints, bool isForced, bool takesList)
    {
        // Items with a null in the keys of a sparse index are not on it: only a query that excludes null may go there by itself.
        if (!key.IsTable && !isForced && key.Slots.Any(s => s.IsNullable && !s.IsTenant && !constraints.Constrains(s)))
        {
            return null;
        }

        var consumed = ImmutableHashSet.CreateBuilder<int>();
        if (Fixed(key.Partition, key.PartitionSlots, constraints, consumed, ref takesList, out var partition) < key.PartitionSlots.Length)
        {
            return null;
        }

        var sort = ImmutableArray<SlotValue>.Empty;
        RangePlan? range = null;
        // A number with a conversion is stored as another one, which the query does not know.
        if (key.NumericSort is { Mapping.IsOrdered: true } number)
        {
            range = NumericRange(number, constraints, consumed);
        }
        else if (key.Sort is { } template)
        {
            takesList &= key.IsTable;
            var fixedCount = Fixed(template, key.SortSlots, constraints, consumed, ref takesList, out sort);
            range = fixedCount < key.SortSlots.Length ? TemplateRange(template, fixedCount, key.SortSlots[fixedCount], constraints, consumed) : null;
        }

        var (satisfies, descending) = OrderOf(key, sort.Length, shape.Orderings, constraints);
        return new KeyMatch(key, partition, sort, range, consumed.ToImmutable(), satisfies, descending != shape.IsReversed);
    }

    /// <summary>The names of the partition's properties that the query does not fix.</summary>
    public static IEnumerable<string> Missing(KeyModel key, KeyConstraints constraints) =>
        key.PartitionSlots.Where(s => !s.IsTenant && constraints.Equality(s) is null).Select(s => s.Name).Distinct();

    private static int Fixed(
        KeyTemplate template, ImmutableArray<PropertyModel> slots, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed,
        ref bool takesList, out ImmutableArray<SlotValue> values)
    {
        var found = ImmutableArray.CreateBuilder<SlotValue>();
        foreach (var (slot, property) in template.Slots.Zip(slots))
        {
            if (property.IsTenant)
            {
                found.Add(new SlotValue(property, null));
                continue;
            }

            var equality = constraints.Equality(property);
            var list = equality is null && takesList && slot.Codec.IsExact ? constraints.List(property) : null;
            takesList &= list is null;
            if ((equality ?? list) is not { } constraint)
            {
                break;
            }

            found.Add(new SlotValue(property, constraint.Value, IsList: list is not null));
            if (slot.Codec.IsExact)
            {
                consumed.Add(constraint.Conjunct);
            }
        }

        values = found.ToImmutable();
        return values.Length;
    }

    private static RangePlan? TemplateRange(
        KeyTemplate template, int index, PropertyModel property, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed)
    {
        var codec = template.Slots[index].Codec;
        var canRange = template.CanRange(index);
        var lower = canRange ? constraints.Lower(property) : null;
        var upper = canRange ? constraints.Upper(property) : null;
        var prefix = lower is null && upper is null && codec.SupportsPrefix ? constraints.Prefix(property) : null;
        if (codec.IsExact)
        {
            Consume(consumed, lower, upper, prefix);
        }

        return ToRange(lower, upper, prefix);
    }

    private static RangePlan? NumericRange(PropertyModel property, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed)
    {
        if (constraints.Equality(property, inSlot: false) is { } equality)
        {
            Consume(consumed, equality);
            return new RangePlan(equality.Value, true, equality.Value, true, null);
        }

        var (lower, upper) = (constraints.Lower(property, inSlot: false), constraints.Upper(property, inSlot: false));

        // BETWEEN includes both edges: with an open edge DynamoDB takes one bound, and the other stays in the filter.
        if (lower is not null && upper is not null && !(lower.IsInclusive && upper.IsInclusive))
        {
            upper = null;
        }

        Consume(consumed, lower, upper);
        return ToRange(lower, upper, null);
    }

    private static RangePlan? ToRange(KeyConstraint? lower, KeyConstraint? upper, KeyConstraint? prefix) =>
        lower is null && upper is null && prefix is null
            ? null
            : new RangePlan(lower?.Value, lower?.IsInclusive == true, upper?.Value, upper?.IsInclusive == true, prefix?.Value);

    private static void Consume(ImmutableHashSet<int>.Builder consumed, params ReadOnlySpan<KeyConstraint?> constraints)
    {
        foreach (var constraint in constraints)
        {
            if (constraint is not null)
            {
                consumed.Add(constraint.Conjunct);
            }
        }
    }

    /// <summary>Whether the sort key gives the order: its slots in their order, behind those that are fixed.</summary>
    private static (bool Satisfies, bool IsDescending) OrderOf(
        KeyModel key, int fixedSort, ImmutableArray<Ordering> orderings, KeyConstraints constraints)
    {
        // What is equal in all results orders nothing, and neither does what was ordered by before.
        var wanted = orderings.Where(o => constraints.Equality(o.Property) is null && !o.Property.IsTenant).DistinctBy(o => o.Property).ToList();
        if (wanted.Count == 0 || (key.IsTable && key.Sort is not null && fixedSort == key.SortSlots.Length))
        {
            return (true, orderings is [{ IsDescending: true }, ..]);
        }

        if (wanted.Any(o => o.IsDescending != wanted[0].IsDescending))
        {
            return (false, false);
        }

        if (key.NumericSort is { } number)
        {
            return (wanted.Count == 1 && wanted[0].Property == number && number.Mapping.IsOrdered, wanted[0].IsDescending);
        }

        if (key.Sort is not { } template || wanted.Count > key.SortSlots.Length - fixedSort)
        {
            return (false, false);
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            var codec = template.Slots[fixedSort + i].Codec;
            if (key.SortSlots[fixedSort + i] != wanted[i].Property || !template.CanRange(fixedSort + i) || !codec.IsExact)
            {
                return (false, false);
            }
        }

        return (true, wanted[0].IsDescending);
    }
}
