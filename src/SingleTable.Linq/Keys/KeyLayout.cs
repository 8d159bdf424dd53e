namespace SingleTable.Linq.Keys;

/// <summary>Where the keys of a template lie beside those of others that begin with the same values, whatever these are.</summary>
/// <param name="Low">What all of them begin with; a slot with a known value stands as one character.</param>
/// <param name="High">The end of what begins with it; the same where it is a whole key.</param>
internal readonly record struct KeyLayout(string Low, string High)
{
    private const string Slot = "\0";

    /// <param name="template">The template.</param>
    /// <param name="known">How many of its first slots have a known value.</param>
    public static KeyLayout Of(KeyTemplate template, int known)
    {
        var text = string.Concat(template.Parts.TakeWhile(p => p.Slot is not { } slot || slot.Index < known).Select(p => p.Literal ?? Slot));
        return new KeyLayout(text, template.Slots.Length <= known ? text : text.Length == 0 ? "\uFFFF" : string.Concat(text.AsSpan(0, text.Length - 1), "$"));
    }

    /// <summary>How many of the first slots stand behind the same text in both.</summary>
    public static int SharedSlots(KeyTemplate one, KeyTemplate other) => one.Parts.Zip(other.Parts)
        .TakeWhile(p => p.First.Literal == p.Second.Literal).Count(p => p.First.Slot is not null);

    /// <summary>Whether some of the keys lie between the end of a range and the beginning of the next.</summary>
    public bool IsBetween(string high, string low) => Utf8Order.Compare(Low, low) < 0 && Utf8Order.Compare(High, high) > 0;
}
