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

    /// <summary>How much of the predicate narrows what is read.</summary>
    public int Narrowing => Consumed.Count + OpenEnds;

    /// <summary>The slots of the sort key that is made again from each result, to drop the one at an open end of the range.</summary>
    public ImmutableArray<PropertyModel> Recomputed => AccessPlan.Recomputed(Key, Range);

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
        // Items with a null in the keys of a sparse index are not on it: only a query that excludes null may go there by itself.
        if (!key.IsTable && !isForced && key.Slots.Any(s => s.IsNullable && !s.IsTenant && !constraints.Constrains(s)))
        {
            return null;
        }

        var consumed = ImmutableHashSet.CreateBuilder<int>();
        if (Fixed(key.Partition, key.PartitionSlots, constraints, consumed, takesChecks, ref takesList, out var partition) < key.PartitionSlots.Length)
        {
            return null;
        }

        return InPartition(key, partition, shape, constraints, consumed, takesChecks, takesList);
    }

    /// <summary>What the sort key takes over in a partition whose key the query does not give, but what it is included in.</summary>
    public static KeyMatch InGivenPartition(KeyModel key, QueryShape shape, KeyConstraints constraints) =>
        InPartition(key, [], shape, constraints, ImmutableHashSet.CreateBuilder<int>(), takesChecks: true, takesList: false);

    private static KeyMatch InPartition(
        KeyModel key, ImmutableArray<SlotValue> partition, QueryShape shape, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed,
        bool takesChecks, bool takesList)
    {
        var sort = ImmutableArray<SlotValue>.Empty;
        RangePlan? range = null;
        var openEnds = 0;

        // A number with a conversion is stored as another one, which the query does not know.
        if (key.NumericSort is { Mapping.IsOrdered: true } number)
        {
            range = NumericRange(number, constraints, consumed, out openEnds);
        }
        else if (key.Sort is { } template)
        {
            takesList &= key.IsTable;
            var fixedCount = Fixed(template, key.SortSlots, constraints, consumed, takesChecks, ref takesList, out sort);
            range = fixedCount < key.SortSlots.Length ? TemplateRange(template, fixedCount, key.SortSlots[fixedCount], constraints, consumed) : null;
        }

        var (satisfies, descending) = OrderOf(key, sort.Length, shape.Orderings, constraints);
        return new KeyMatch(key, partition, sort, range, consumed.ToImmutable(), satisfies, descending != shape.IsReversed) { OpenEnds = openEnds };
    }

    /// <summary>The names of the partition's properties that the query does not fix.</summary>
    public static IEnumerable<string> Missing(KeyModel key, KeyConstraints constraints) =>
        key.PartitionSlots.Where(s => !s.IsTenant && constraints.Equality(s) is null).Select(s => s.Name).Distinct();

    private static int Fixed(
        KeyTemplate template, ImmutableArray<PropertyModel> slots, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed,
        bool takesChecks, ref bool takesList, out ImmutableArray<SlotValue> values)
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

            List<KeyConstraint> more = takesChecks
                ? [.. constraints.Of(property, inSlot: true).Where(c => c != constraint && CanCheck(slot.Codec, c))]
                : [];
            found.Add(new SlotValue(property, constraint.Value, IsList: list is not null)
            {
                Checks = [.. more.Select(c => new SlotCheck(c.Comparison, c.Value, c.IsPrefix))],
            });
            if (slot.Codec.IsExact)
            {
                Consume(consumed, [constraint, .. more]);
            }
        }

        values = found.ToImmutable();
        return values.Length;
    }

    private static bool CanCheck(SlotCodec codec, KeyConstraint constraint) =>
        constraint.IsEquality || (constraint.IsPrefix ? codec.SupportsPrefix : codec.PreservesOrder);

    private static RangePlan? TemplateRange(
        KeyTemplate template, int index, PropertyModel property, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed)
    {
        var codec = template.Slots[index].Codec;
        var canRange = template.CanRange(index);
        List<KeyConstraint> lowers = canRange ? [.. constraints.Lowers(property)] : [];
        List<KeyConstraint> uppers = canRange ? [.. constraints.Uppers(property)] : [];
        List<KeyConstraint> prefixes = lowers.Count + uppers.Count == 0 && codec.SupportsPrefix ? [.. constraints.Prefixes(property)] : [];
        if (codec.IsExact)
        {
            Consume(consumed, [.. lowers, .. uppers, .. prefixes]);
        }

        return ToRange(lowers, uppers, prefixes);
    }

    private static RangePlan? NumericRange(
        PropertyModel property, KeyConstraints constraints, ImmutableHashSet<int>.Builder consumed, out int openEnds)
    {
        List<KeyConstraint> equalities = [.. constraints.Of(property, inSlot: false).Where(c => c.IsEquality)];
        List<KeyConstraint> lowers = [.. equalities, .. constraints.Lowers(property, inSlot: false)];
        List<KeyConstraint> uppers = [.. equalities, .. constraints.Uppers(property, inSlot: false)];

        // BETWEEN includes both ends: an open end stays in the filter too, unless a value is known or the range has one end.
        var isBetween = equalities.Count == 0 && lowers.Count > 0 && uppers.Count > 0;
        openEnds = isBetween ? lowers.Concat(uppers).Count(c => !c.IsInclusive) : 0;
        Consume(consumed, lowers.Concat(uppers).Where(c => !isBetween || c.IsInclusive));
        return ToRange(lowers, uppers, []);
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
