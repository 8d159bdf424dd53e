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

    /// <summary>The conjuncts that narrow what is read and are filtered all the same.</summary>
    public int OpenEnds { get; init; }

    /// <summary>The properties that the rest of the predicate asks for, but that are key attributes: the service filters by none of them.</summary>
    public ImmutableArray<string> Unfilterable { get; init; } = [];

    /// <summary>How much of the predicate narrows what is read.</summary>
    public int Narrowing => Consumed.Count + OpenEnds;

    /// <summary>The slots of the sort key that is made again from each result, to drop the one at an open end of the range.</summary>
    public ImmutableArray<PropertyModel> Recomputed => AccessPlan.Recomputed(Key, FixedSort.Length, Range);

    public bool IsWholeTableKey => Key.IsTable && FixedSort.Length == Key.SortSlots.Length;

    /// <returns>The match, or null when the partition is not fixed.</returns>
    /// <param name="key">The key.</param>
    /// <param name="shape">The query.</param>
    /// <param name="constraints">Its conjuncts.</param>
    /// <param name="isForced">The caller named the index.</param>
    /// <param name="takesList">Whether one slot may be fixed by a list, with a key or partition for each of its values.</param>
    /// <param name="takesChecks">Whether what else is said of a fixed slot is taken over too, to be checked when the values are there.</param>
    public static KeyMatch? Try(
        KeyModel key, QueryShape shape, KeyConstraints constraints, bool isForced, bool takesList, bool takesChecks = true)
    {
        // Items with a null in the keys of a sparse index are not on it: only a query that excludes null may go there by itself. What a
        // filter keeps off is not known from a query.
        if (!key.IsTable && !isForced && (key.Filter is not null || key.Slots.Any(s => s.IsNullable && !s.IsTenant && !constraints.Constrains(s))))
        {
            return null;
        }

        var consumed = ImmutableHashSet.CreateBuilder<int>();
        if (Fixed(key.Partitions, constraints, consumed, takesChecks, ref takesList, out var partition) < key.Partitions.Length)
        {
            return null;
        }

        return InPartition(key, partition, shape, constraints, consumed, takesChecks, takesList);
    }

    /// <summary>What the sort key takes over in a partition whose key the query does not give, but what it is included in.</summary>
    public static KeyMatch InGivenPartition(KeyModel key, QueryShape shape, KeyConstraints constraints) =>
        InPartition(key, [], shape, constraints, ImmutableHashSet.CreateBuilder<int>(), takesChecks: true, takesList: false);

    /// <summary>The range of one root's children: its sort key begins theirs, and then comes what the Include says. All of that stays in the filter.</summary>
    public static RangeAccess OfChild(EntityModel child, KeyModel key, RangeAccess root, Predicate where)
    {
        var (constraints, consumed, takesList) = (new KeyConstraints(where), ImmutableHashSet.CreateBuilder<int>(), false);
        var known = root.FixedSort.Length;
        Fixed([.. key.Sorts.Skip(known)], constraints, consumed, takesChecks: true, ref takesList, out var more);
        ImmutableArray<SlotValue> values = [.. key.SortSlots.Zip(root.FixedSort, (slot, value) => new SlotValue(slot, value.Source)), .. more];
        var range = values.Length < key.Sorts.Length ? RangeOf(key.Sorts[values.Length], isPrefixOnly: false, constraints, consumed, out _) : null;
        return new RangeAccess(child, key, [], values, range, IsDescending: false);
    }

    private static KeyMatch InPartition(
        KeyModel key, ImmutableArray<SlotValue> partition, QueryShape shape, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed,
        bool takesChecks, bool takesList)
    {
        takesList &= key.IsTable;
        var fixedCount = Fixed(key.Sorts, constraints, consumed, takesChecks, ref takesList, out var sort);
        var openEnds = 0;
        var range = fixedCount < key.Sorts.Length ? RangeOf(key.Sorts[fixedCount], CutsFamilies(key, fixedCount, shape), constraints, consumed, out openEnds) : null;
        var (satisfies, descending) = OrderOf(key, sort.Length, shape.Orderings, constraints);
        var unfilterable = key.IsNative ? Unfiltered(key, constraints, consumed) : [];
        return new KeyMatch(key, partition, sort, range, consumed.ToImmutable(), satisfies, descending != shape.IsReversed)
        {
            OpenEnds = openEnds,
            Unfilterable = unfilterable,
        };
    }

    /// <summary>The names of the partition's properties that the query does not fix.</summary>
    public static IEnumerable<string> Missing(KeyModel key, KeyConstraints constraints) =>
        key.Partitions.Where(s => !s.Property.IsTenant && constraints.Equality(s.Property, !s.TakesOtherNumbers) is null).Select(s => s.Property.Name).Distinct();

    private static int Fixed(
        ImmutableArray<KeySlotModel> slots, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed,
        bool takesChecks, ref bool takesList, out ImmutableArray<SlotValue> values)
    {
        var found = ImmutableArray.CreateBuilder<SlotValue>();
        foreach (var slot in slots)
        {
            var (property, inSlot) = (slot.Property, !slot.TakesOtherNumbers);
            if (property.IsTenant)
            {
                found.Add(new SlotValue(property, null));
                continue;
            }

            var equality = constraints.Equality(property, inSlot);
            var list = equality is null && takesList && slot.IsExact ? constraints.List(property) : null;
            takesList &= list is null;
            if ((equality ?? list) is not { } constraint)
            {
                break;
            }

            List<KeyConstraint> more = takesChecks
                ? [.. constraints.Of(property, inSlot).Where(c => c != constraint && CanCheck(slot, c))]
                : [];
            found.Add(new SlotValue(property, constraint.Value, IsList: list is not null)
            {
                Checks = [.. more.Select(c => new SlotCheck(c.Comparison, c.Value, c.IsPrefix))],
            });
            if (slot.IsExact)
            {
                Consume(consumed, [constraint, .. more]);
            }
        }

        values = found.ToImmutable();
        return values.Length;
    }

    private static bool CanCheck(KeySlotModel slot, KeyConstraint constraint) =>
        constraint.IsEquality || (constraint.IsPrefix ? slot.SupportsPrefix : slot.PreservesOrder);

    // Where keys of families interleave no range holds some of them whole and none of the others: there a bound is a filter of the parents.
    private static bool CutsFamilies(KeyModel key, int slot, QueryShape shape) =>
        IncludePlanner.HasChildren(shape) && key.Sort is { } template && template.IsLastPart(slot) && !IncludePlanner.AreFamiliesApart(template);

    private static RangePlan? RangeOf(
        KeySlotModel slot, bool isPrefixOnly, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed, out int openEnds)
    {
        var (property, inSlot) = (slot.Property, !slot.TakesOtherNumbers);
        var canRange = slot.CanRange && !isPrefixOnly;
        List<KeyConstraint> lowers = canRange ? [.. constraints.Lowers(property, inSlot)] : [];
        List<KeyConstraint> uppers = canRange ? [.. constraints.Uppers(property, inSlot)] : [];
        List<KeyConstraint> prefixes = lowers.Count + uppers.Count == 0 && slot.SupportsPrefix ? [.. constraints.Prefixes(property)] : [];

        // BETWEEN includes both ends. What stands at an open one is dropped by the filter where there can be one: the property beside its copy.
        var isFiltered = slot.IsNative && !slot.Attribute.IsProperty && lowers.Count > 0 && uppers.Count > 0;
        openEnds = isFiltered ? lowers.Concat(uppers).Count(c => !c.IsInclusive) : 0;
        if (slot.IsExact)
        {
            Consume(consumed, [.. lowers.Concat(uppers).Where(c => !isFiltered || c.IsInclusive), .. prefixes]);
        }

        return ToRange(lowers, uppers, prefixes);
    }

    // Items on the index have all of its key attributes, so that they are not null.
    private static ImmutableArray<string> Unfiltered(KeyModel key, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed)
    {
        List<PropertyModel> attributes = [.. key.Attributes.Where(a => a.IsProperty).Select(a => a.Slots[0].Property)];
        var unfiltered = new List<string>();
        for (var i = 0; i < constraints.Conjuncts.Length; i++)
        {
            if (constraints.Conjuncts[i] is NotPredicate { Term: IsNullPredicate { Item: AttributeOperand { IsWholeProperty: true } item } }
                && attributes.Contains(item.Property))
            {
                consumed.Add(i);
            }
            else if (!consumed.Contains(i))
            {
                unfiltered.AddRange(PredicateProperties.Of(constraints.Conjuncts[i]).Where(attributes.Contains).Select(p => p.Name));
            }
        }

        return [.. unfiltered.Distinct()];
    }

    private static RangePlan? ToRange(List<KeyConstraint> lowers, List<KeyConstraint> uppers, List<KeyConstraint> prefixes) =>
        lowers.Count + uppers.Count + prefixes.Count == 0
            ? null
            : new RangePlan(Bounds(lowers), Bounds(uppers), [.. prefixes.Select(p => p.Value)]);

    private static ImmutableArray<BoundSource> Bounds(List<KeyConstraint> constraints) =>
        [.. constraints.Select(c => new BoundSource(c.Value, c.IsInclusive || c.IsEquality))];

    private static void Consume(ImmutableHashSet<int>.Builder consumed, IEnumerable<KeyConstraint> constraints) =>
        consumed.UnionWith(constraints.Select(c => c.Conjunct));

    /// <summary>Whether the sort key gives the order: its slots in their order, behind those that are fixed.</summary>
    /// <summary>Whether a key gives an order, and in which direction.</summary>
    public static (bool Satisfies, bool IsDescending) OrderOf(
        KeyModel key, int fixedSort, ImmutableArray<Ordering> orderings, KeyConstraints constraints)
    {
        // What is equal in all results orders nothing, and neither does what was ordered by before.
        var wanted = orderings.Where(o => constraints.Equality(o.Property) is null && !o.Property.IsTenant).DistinctBy(o => o.Property).ToList();
        if (wanted.Count == 0 || (key.IsTable && fixedSort == key.SortSlots.Length))
        {
            return (true, orderings is [{ IsDescending: true }, ..]);
        }

        if (wanted.Any(o => o.IsDescending != wanted[0].IsDescending))
        {
            return (false, false);
        }

        if (wanted.Count > key.Sorts.Length - fixedSort)
        {
            return (false, false);
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            var slot = key.Sorts[fixedSort + i];
            if (slot.Property != wanted[i].Property || !slot.CanRange || !slot.IsExact)
            {
                return (false, false);
            }
        }

        return (true, wanted[0].IsDescending);
    }
}
