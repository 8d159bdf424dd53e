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
        return include is { Covers: true }
            ? SortRanges.Cover([.. include.Entities.Select(e => (e.Entity.Key.Sort!, fixedValues))])
            : SortRanges.For(access.Key.Sort, fixedValues, Bound(access.Range, context));
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

    private static SlotBound? Bound(RangePlan? range, in BindContext context)
    {
        if (range is null)
        {
            return null;
        }

        if (range.Prefix is { } prefix)
        {
            return SlotBound.StartsWith((string)prefix.Get(context.Leaves)!);
        }

        SlotBound? lower = range.Lower is null ? null
            : range.LowerInclusive ? SlotBound.AtLeast(range.Lower.Get(context.Leaves)) : SlotBound.MoreThan(range.Lower.Get(context.Leaves));
        SlotBound? upper = range.Upper is null ? null
            : range.UpperInclusive ? SlotBound.AtMost(range.Upper.Get(context.Leaves)) : SlotBound.LessThan(range.Upper.Get(context.Leaves));
        return lower is { } l && upper is { } u ? l.And(u) : lower ?? upper;
    }

    private static SortCondition NumericRange(RangePlan? range, in BindContext context)
    {
        if (range is null)
        {
            return default;
        }

        var (low, high) = (Number(range.Lower?.Get(context.Leaves)), Number(range.Upper?.Get(context.Leaves)));
        if (low is not null && high is not null)
        {
            var order = Compare(low, high);
            return order > 0 ? SortCondition.Contradiction
                : order == 0 ? new SortCondition(SortOperator.Equal, low)
                : new SortCondition(SortOperator.Between, low, high);
        }

        return low is not null
            ? new SortCondition(range.LowerInclusive ? SortOperator.GreaterOrEqual : SortOperator.Greater, low)
            : new SortCondition(range.UpperInclusive ? SortOperator.LessOrEqual : SortOperator.Less, high);
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
