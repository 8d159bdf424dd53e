using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary>
/// The edges of a range on one slot. A value <c>v</c> with text <c>e</c> makes the keys <c>e</c> (where the slot ends the key) or
/// <c>e#...</c>; escaped texts that are longer than <c>e</c> go on with '$' or a higher character, so <c>e$</c> lies between the two groups.
/// </summary>
internal readonly struct RangeEdges(KeyTemplate template, KeySlot slot)
{
    private readonly bool _endsKey = template.IsLastPart(slot.Index);

    /// <summary>The range between two edges, each with whether the value itself is inside; null stands for an edge that is no value.</summary>
    public SortCondition Between((string Text, bool Inclusive) low, (string Text, bool? Inclusive) high)
    {
        var (lowText, excludedLow) = low.Inclusive ? (low.Text, null) : After(low.Text);
        var (highText, excludedHigh) = high.Inclusive switch
        {
            null => (high.Text, null),
            true => (LastOf(high.Text), null),
            false => (high.Text, _endsKey ? high.Text : null),
        };
        if (excludedLow is not null && excludedHigh is not null)
            throw template.TooLong(template.MaxBytes + 1, slot.Property);
        return new SortCondition(SortOperator.Between, lowText, highText, excludedLow ?? excludedHigh);
    }

    /// <summary>Everything above a value, where the template has no text of its own to clamp to.</summary>
    public SortCondition Above(string text, bool inclusive)
    {
        if (inclusive)
            return new SortCondition(SortOperator.GreaterOrEqual, text);
        return _endsKey ? new SortCondition(SortOperator.Greater, text) : new SortCondition(SortOperator.GreaterOrEqual, After(text).Text);
    }

    /// <summary>Everything below a value, where the template has no text of its own to clamp to.</summary>
    public SortCondition Below(string text, bool inclusive)
    {
        if (!inclusive)
            return new SortCondition(SortOperator.Less, text);
        return new SortCondition(SortOperator.LessOrEqual, _endsKey ? text : LastOf(text));
    }

    // Unescaped texts may go on with a character below '$', so there the next possible key is the text and U+0000.
    private (string Text, string? Excluded) After(string text)
    {
        var after = text + (slot.Codec.PreservesOrderBeforeSeparator ? '$' : '\0');
        if (Encoding.UTF8.GetByteCount(after) <= template.MaxBytes)
            return (after, null);
        return (text, _endsKey ? text : null);
    }

    private string LastOf(string text)
    {
        var last = text + '$';
        return slot.Codec.PreservesOrderBeforeSeparator && Encoding.UTF8.GetByteCount(last) <= template.MaxBytes ? last : text;
    }
}
