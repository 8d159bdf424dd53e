using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>Compares values as the slot of a key orders them: what contradicts itself needs no request, and of several bounds one is the tightest.</summary>
internal static class SlotChecks
{
    /// <summary>Whether each value satisfies all that is said of its slot.</summary>
    public static bool Hold(ImmutableArray<KeySlotModel> slots, ImmutableArray<SlotValue> values, in BindContext context)
    {
        for (var i = 0; i < values.Length; i++)
        {
            foreach (var check in values[i].Checks)
            {
                if (!Holds(slots[i], context.Value(values[i]), check, context))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The one bound that all bounds of the range make together, or null when nothing is within all of them.</summary>
    public static SlotBound? Tightest(KeySlotModel slot, RangePlan range, in BindContext context)
    {
        if (!range.Prefixes.IsEmpty)
        {
            return Longest(range.Prefixes, context) is { } prefix ? SlotBound.StartsWith(prefix) : null;
        }

        SlotBound? lower = Tightest(slot, range.Lowers, 1, context) is var (low, isLowIncluded)
            ? isLowIncluded ? SlotBound.AtLeast(low) : SlotBound.MoreThan(low)
            : null;
        SlotBound? upper = Tightest(slot, range.Uppers, -1, context) is var (high, isHighIncluded)
            ? isHighIncluded ? SlotBound.AtMost(high) : SlotBound.LessThan(high)
            : null;
        return lower is { } l && upper is { } u ? l.And(u) : lower ?? upper;
    }

    private static bool Holds(KeySlotModel slot, object? value, SlotCheck check, in BindContext context)
    {
        var other = check.Value.Get(context.Leaves);
        if (check.IsPrefix)
        {
            return ((string)value!).StartsWith((string)other!, StringComparison.Ordinal);
        }

        var order = Compare(slot, value, other);
        var isUnsure = order == 0 && !slot.IsExact;
        return isUnsure || check.Comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            Comparison.GreaterOrEqual => order >= 0,
            _ => true,
        };
    }

    // The greatest lower bound (sign 1) or the least upper one (sign -1); of equal ones the one that excludes its end.
    private static (object? Value, bool IsIncluded)? Tightest(
        KeySlotModel slot, ImmutableArray<BoundSource> bounds, int sign, in BindContext context)
    {
        (object? Value, bool IsIncluded)? best = null;
        foreach (var bound in bounds)
        {
            var value = bound.Value.Get(context.Leaves);
            var order = best is null ? 1 : sign * Compare(slot, value, best.Value.Value);
            best = order > 0 || (order == 0 && !bound.IsInclusive) ? (value, bound.IsInclusive) : best;
        }

        return best;
    }

    /// <summary>The prefix that all prefixes make together, or null when nothing has all of them.</summary>
    public static string? Longest(ImmutableArray<ValueSource> prefixes, in BindContext context)
    {
        var longest = "";
        foreach (var source in prefixes)
        {
            var prefix = (string)source.Get(context.Leaves)!;
            if (!prefix.StartsWith(longest, StringComparison.Ordinal) && !longest.StartsWith(prefix, StringComparison.Ordinal))
            {
                return null;
            }

            longest = prefix.Length > longest.Length ? prefix : longest;
        }

        return longest;
    }

    // A value that cannot stand in a key can still be compared with one that does.
    private static int Compare(KeySlotModel slot, object? x, object? y)
    {
        if (slot.IsNative)
        {
            return x is null || y is null
                ? ValueOrder.Instance.Compare(x, y)
                : NativeKeyValue.Compare(slot.Attribute.Kind, NativeKeyValue.Unchecked(slot, x), NativeKeyValue.Unchecked(slot, y));
        }

        var template = slot.Attribute.Template!;
        try
        {
            return Utf8Order.Compare(template.EncodeSlot(slot.Index, x), template.EncodeSlot(slot.Index, y));
        }
        catch (KeyValueException)
        {
            return ValueOrder.Instance.Compare(x, y);
        }
    }
}
