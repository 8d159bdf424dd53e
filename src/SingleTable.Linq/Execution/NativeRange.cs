using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>The condition on a key attribute that is a property's value: DynamoDB compares it as it is, so nothing has to be clamped.</summary>
internal static class NativeRange
{
    public static SortCondition Of(KeyModel key, KeySlotModel slot, RangePlan range, in BindContext context)
    {
        if (!range.Prefixes.IsEmpty)
        {
            return SlotChecks.Longest(range.Prefixes, context) switch
            {
                null => SortCondition.Contradiction,
                "" => default,
                var prefix => new SortCondition(SortOperator.BeginsWith, NativeKeyValue.Text(key, slot, prefix)),
            };
        }

        var (low, high) = (Tightest(key, slot, range.Lowers, 1, context), Tightest(key, slot, range.Uppers, -1, context));
        if (high?.Text.Length == 0)
        {
            return SortCondition.Contradiction;
        }

        // No key is empty, so every one is above the empty string.
        low = low?.Text.Length == 0 ? null : low;
        if (low is var (lowest, isLowIncluded) && high is var (highest, isHighIncluded))
        {
            var order = NativeKeyValue.Compare(slot.Attribute.Kind, lowest, highest);
            return order > 0 || (order == 0 && !(isLowIncluded && isHighIncluded)) ? SortCondition.Contradiction
                : order == 0 ? new SortCondition(SortOperator.Equal, lowest)
                : Between(slot, (lowest, isLowIncluded), (highest, isHighIncluded));
        }

        return low is var (from, isFromIncluded) ? new SortCondition(isFromIncluded ? SortOperator.GreaterOrEqual : SortOperator.Greater, from)
            : high is var (to, isToIncluded) ? new SortCondition(isToIncluded ? SortOperator.LessOrEqual : SortOperator.Less, to)
            : default;
    }

    // A copy is filtered by its property; the property itself cannot be, so that the reader drops what stands at an open end.
    private static SortCondition Between(KeySlotModel slot, (string Text, bool IsIncluded) low, (string Text, bool IsIncluded) high)
    {
        var excludedLow = slot.Attribute.IsProperty && !low.IsIncluded ? low.Text : null;
        var excludedHigh = slot.Attribute.IsProperty && !high.IsIncluded ? high.Text : null;
        return new SortCondition(SortOperator.Between, low.Text, high.Text, excludedLow ?? excludedHigh)
        {
            OtherExcludedKey = excludedLow is null ? null : excludedHigh,
        };
    }

    // The greatest lower bound (sign 1) or the least upper one (sign -1); of equal ones the one that excludes its end.
    private static (string Text, bool IsIncluded)? Tightest(
        KeyModel key, KeySlotModel slot, ImmutableArray<BoundSource> bounds, int sign, in BindContext context)
    {
        (string Text, bool IsIncluded)? best = null;
        foreach (var bound in bounds)
        {
            var value = bound.Value.Get(context.Leaves);
            var text = value is "" ? "" : NativeKeyValue.Text(key, slot, value);
            var order = best is null ? 1 : sign * NativeKeyValue.Compare(slot.Attribute.Kind, text, best.Value.Text);
            best = order > 0 || (order == 0 && !bound.IsInclusive) ? (text, bound.IsInclusive) : best;
        }

        return best;
    }
}
