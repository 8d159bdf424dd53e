using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model.Building;

/// <summary>One shape says that slots stand at the same places; one text needs the same type, format and encoding too.</summary>
internal static class SlotForms
{
    /// <returns>The first pair of slots at one place that write a value differently, or null.</returns>
    public static (KeySlot One, KeySlot Other)? Differing(KeyTemplate one, KeyTemplate other) =>
        one.Slots.Zip(other.Slots).Select(pair => ((KeySlot, KeySlot)?)pair).FirstOrDefault(pair => !AreSame(pair!.Value.Item1, pair.Value.Item2));

    public static string Describe(KeySlot slot) =>
        $"{slot.Property} as {TypeText.Of(slot.Codec.ClrType)}{(slot.Format is null ? "" : $" ':{slot.Format}'")}"
        + (slot.Encoding == KeyEncoding.Escaped ? "" : $" ({slot.Encoding})");

    // Where a codec knows its texts, they say more than the format does: 'D' and no format are one text of a Guid.
    private static bool AreSame(KeySlot a, KeySlot b) =>
        a.Codec.ClrType == b.Codec.ClrType
        && (a.Codec.Masks is { } x && b.Codec.Masks is { } y ? x.SequenceEqual(y, StringComparer.Ordinal) : a.Encoding == b.Encoding);
}
