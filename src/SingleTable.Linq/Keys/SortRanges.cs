using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary>Turns what a predicate says about sort-key slots into the one condition that DynamoDB takes, clamped to the entity's keys.</summary>
internal static class SortRanges
{
    private const int MaxSortKeyBytes = 1024;

    /// <summary>The condition for keys whose first slots have these values, and whose next slot is within the bound.</summary>
    /// <param name="sortKey">The template of the entity's sort key.</param>
    /// <param name="fixedValues">The values of the first slots.</param>
    /// <param name="bound">
    /// The bound on the next slot; it needs <see cref="KeyTemplate.CanRange"/>, or for a prefix <see cref="SlotCodec.SupportsPrefix"/>.
    /// </param>
    /// <exception cref="KeyValueException">A value cannot stand in a key.</exception>
    public static SortCondition For(KeyTemplate sortKey, ReadOnlySpan<object?> fixedValues, SlotBound? bound = null)
    {
        var text = sortKey.FormatLeading(fixedValues);
        if (fixedValues.Length == sortKey.Slots.Length)
        {
            return bound is null
                ? new SortCondition(SortOperator.Equal, text)
                : throw new ArgumentException("No slot is left for the bound.", nameof(bound));
        }
        if (bound is not { } limits)
            return Clamped(text);

        var slot = sortKey.Slots[fixedValues.Length];
        if (limits.Prefix is { } prefix)
            return StartsWith(sortKey, slot, text, prefix);
        if (!sortKey.CanRange(slot.Index))
            throw new ArgumentException($"The slot {slot.Property} of '{sortKey}' does not sort like its values.", nameof(bound));
        return Bounded(sortKey, fixedValues, slot, text, limits);
    }

    /// <summary>
    /// The smallest condition that holds a key that ends with a path, and all keys whose path goes on behind it. Between them may be others: those
    /// whose last name goes on with a character below the separator, and the one at the upper end.
    /// </summary>
    public static SortCondition Subtree(KeyTemplate sortKey, ReadOnlySpan<object?> values, char separator)
    {
        var root = sortKey.FormatLeading(values);
        return new SortCondition(SortOperator.Between, root, root + (char)(separator + 1));
    }

    /// <summary>A range that holds, where it is a single key, also what begins with it and a separator; '$' follows the separator.</summary>
    public static SortCondition WithFamily(SortCondition range) =>
        range.Operator == SortOperator.Equal && Encoding.UTF8.GetByteCount(range.Low!) < MaxSortKeyBytes
            ? new SortCondition(SortOperator.Between, range.Low, range.Low + '$')
            : range;

    /// <summary>The smallest condition that holds all these.</summary>
    public static SortCondition Cover(IEnumerable<SortCondition> conditions) => conditions.Aggregate(Hull);

    /// <summary>The condition for keys that begin with a text that ends before a slot; for a whole key the text itself.</summary>
    public static SortCondition Leading(string text) => text.Length == 0 || text.EndsWith('#')
        ? Clamped(text)
        : new SortCondition(SortOperator.Equal, text);

    private static SortCondition Hull(SortCondition a, SortCondition b)
    {
        if (a.Operator == SortOperator.None || b.Operator == SortOperator.None)
            return new SortCondition(SortOperator.None);
        var low = Utf8Order.Compare(a.Low, b.Low) <= 0 ? a.Low! : b.Low!;
        var high = Utf8Order.Compare(UpperEnd(a), UpperEnd(b)) >= 0 ? UpperEnd(a) : UpperEnd(b);
        foreach (var one in (ReadOnlySpan<SortCondition>)[a, b])
        {
            if (one.Low == low && UpperEnd(one) == high)
                return one;
        }
        return new SortCondition(SortOperator.Between, low, high);
    }

    private static string UpperEnd(SortCondition condition) => condition.Operator switch
    {
        SortOperator.Equal => condition.Low!,
        SortOperator.BeginsWith => AfterPrefix(condition.Low!),
        _ => condition.High!,
    };

    // Every prefix ends with '#', and '$' is the next character; no key ends with a bare '$'.
    private static string AfterPrefix(string prefix) => string.Concat(prefix.AsSpan(0, prefix.Length - 1), "$");

    private static SortCondition Clamped(string prefix) =>
        prefix.Length == 0 ? new SortCondition(SortOperator.None) : new SortCondition(SortOperator.BeginsWith, prefix);

    private static SortCondition StartsWith(KeyTemplate sortKey, KeySlot slot, string text, string prefix)
    {
        if (!slot.Codec.SupportsPrefix)
            throw new ArgumentException($"The slot {slot.Property} of '{sortKey}' has no prefixes.", nameof(prefix));
        return prefix.Length == 0 ? Clamped(text) : Clamped(Checked(sortKey, slot, text + sortKey.EncodeSlot(slot.Index, prefix)));
    }

    private static SortCondition Bounded(KeyTemplate sortKey, ReadOnlySpan<object?> fixedValues, KeySlot slot, string text, SlotBound limits)
    {
        // Values are never empty, so every one of them is above the empty string.
        var hasLower = limits.HasLower && limits.Lower is not "";
        if (limits.HasUpper && limits.Upper is "")
            return SortCondition.Contradiction;

        var edges = new RangeEdges(sortKey, slot);
        var low = hasLower ? Checked(sortKey, slot, text + sortKey.EncodeSlot(slot.Index, limits.Lower)) : null;
        var high = limits.HasUpper ? Checked(sortKey, slot, text + sortKey.EncodeSlot(slot.Index, limits.Upper)) : null;
        var lowInclusive = limits.LowerInclusive || !slot.Codec.IsExact;
        var highInclusive = limits.UpperInclusive || !slot.Codec.IsExact;

        if (low is not null && high is not null)
        {
            var order = Utf8Order.Compare(low, high);
            if (order > 0 || (order == 0 && !(lowInclusive && highInclusive)))
                return SortCondition.Contradiction;
            if (order == 0)
                return For(sortKey, [.. fixedValues, limits.Lower]);
        }
        else if (low is null && high is null)
        {
            return Clamped(text);
        }
        else if (text.Length == 0)
        {
            return low is not null ? edges.Above(low, lowInclusive) : edges.Below(high!, highInclusive);
        }

        return edges.Between(
            low is null ? (text, true) : (low, lowInclusive),
            high is null ? (AfterPrefix(text), null) : (high, highInclusive));
    }

    private static string Checked(KeyTemplate sortKey, KeySlot slot, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= sortKey.MaxBytes ? text : throw sortKey.TooLong(bytes, slot.Property);
    }
}
