using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Fills the keys of an access with values.</summary>
internal static class KeyBinding
{
    private static readonly FloatMapping<double> s_double = new();
    private static readonly FloatMapping<float> s_float = new();
    private static readonly FloatMapping<Half> s_half = new();

    public static string Partition(KeyModel key, ImmutableArray<SlotValue> values, in BindContext context) =>
        key.Partition.Format(Values(values, context));

    public static string Sort(KeyModel key, ImmutableArray<SlotValue> values, in BindContext context) => key.Sort!.Format(Values(values, context));

    public static (string Partition, string Sort) Key(KeyAccess access, in BindContext context) =>
        (Partition(access.Entity.Key, access.Partition, context), Sort(access.Entity.Key, access.Sort, context));

    /// <summary>Whether the values of the fixed slots agree with what else the query says of them.</summary>
    public static bool IsPossible(AccessPlan access, in BindContext context) => access switch
    {
        KeyAccess key => SlotChecks.Hold(key.Entity.Key.Partition, key.Partition, context) && SlotChecks.Hold(key.Entity.Key.Sort, key.Sort, context),
        RangeAccess range => SlotChecks.Hold(range.Key.Partition, range.Partition, context) && SlotChecks.Hold(range.Key.Sort, range.FixedSort, context),
        _ => true,
    };

    /// <summary>The condition on a sort key; for an Include from a single root it is widened to hold the children.</summary>
    public static SortCondition Range(RangeAccess access, IncludePlan? include, in BindContext context)
    {
        if (access.Key.NumericSort is not null)
        {
            return NumericRange(access.Range, context);
        }

        if (access.Key.Sort is null || include is { IsWholeCollection: true })
        {
            return default;
        }

        var fixedValues = Values(access.FixedSort, context);
        if (include is { Covers: true, TreeModel: { } tree })
        {
            return SortRanges.Subtree(access.Key.Sort!, fixedValues, tree.Separator);
        }

        return include is { Covers: true }
            ? SortRanges.Cover([.. include.Entities.Select(e => (e.Entity.Key.Sort!, fixedValues))])
            : SlotRange(access, fixedValues, context);
    }

    /// <summary>The range that holds a root and its children.</summary>
    /// <param name="include">The root and the children.</param>
    /// <param name="sortText">The root's sort key.</param>
    /// <param name="leading">What a child's sort key begins with, up to its first value that is not the root's.</param>
    public static SortCondition Family(IncludePlan include, string sortText, Func<KeyTemplate, string> leading) => include.IsWholeCollection
        ? default
        : SortRanges.Cover(
        [
            new SortCondition(SortOperator.Equal, sortText),
            .. include.Entities.Skip(1).Select(e => SortRanges.Leading(leading(e.Entity.Key.Sort!))),
        ]);

    private static SortCondition SlotRange(RangeAccess access, object?[] fixedValues, in BindContext context)
    {
        if (access.Range is not { } range)
        {
            return SortRanges.For(access.Key.Sort!, fixedValues);
        }

        var bound = SlotChecks.Tightest(access.Key.Sort!, fixedValues.Length, range, context);
        return bound is null ? SortCondition.Contradiction : SortRanges.For(access.Key.Sort!, fixedValues, bound);
    }

    private static object?[] Values(ImmutableArray<SlotValue> slots, in BindContext context)
    {
        var values = new object?[slots.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = context.Value(slots[i]);
        }

        return values;
    }

    private static SortCondition NumericRange(RangePlan? range, in BindContext context)
    {
        if (range is null)
        {
            return default;
        }

        var (low, high) = (Tightest(range.Lowers, 1, context), Tightest(range.Uppers, -1, context));
        if (low is var (lowest, isLowIncluded) && high is var (highest, isHighIncluded))
        {
            var order = Compare(lowest, highest);
            return order > 0 || (order == 0 && !(isLowIncluded && isHighIncluded)) ? SortCondition.Contradiction
                : order == 0 ? new SortCondition(SortOperator.Equal, lowest)
                : new SortCondition(SortOperator.Between, lowest, highest);
        }

        return low is var (from, isFromIncluded)
            ? new SortCondition(isFromIncluded ? SortOperator.GreaterOrEqual : SortOperator.Greater, from)
            : new SortCondition(high!.Value.IsIncluded ? SortOperator.LessOrEqual : SortOperator.Less, high.Value.Number);
    }

    // The greatest lower bound (sign 1) or the least upper one (sign -1); of equal ones the one that excludes its end.
    private static (string Number, bool IsIncluded)? Tightest(ImmutableArray<BoundSource> bounds, int sign, in BindContext context)
    {
        (string Number, bool IsIncluded)? best = null;
        foreach (var bound in bounds)
        {
            var number = Number(bound.Value.Get(context.Leaves))!;
            var order = best is null ? 1 : sign * Compare(number, best.Value.Number);
            best = order > 0 || (order == 0 && !bound.IsInclusive) ? (number, bound.IsInclusive) : best;
        }

        return best;
    }

    // As they are stored, which refuses what DynamoDB's numbers have not.
    private static string? Number(object? value) => value switch
    {
        null => null,
        double number => s_double.ToText(number),
        float number => s_float.ToText(number),
        Half number => s_half.ToText(number),
        _ => PredicateText.Value(value),
    };

    private static int Compare(string left, string right) =>
        decimal.TryParse(left, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var l)
        && decimal.TryParse(right, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var r)
            ? l.CompareTo(r)
            : double.Parse(left, System.Globalization.CultureInfo.InvariantCulture)
                .CompareTo(double.Parse(right, System.Globalization.CultureInfo.InvariantCulture));
}
