using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model.Building;

/// <summary>One shape says that slots stand at the same places; one text needs the same type, format and encoding too.</summary>
internal static class SlotForms
{
    /// <returns>The first pair of slots at one place that write a value differently, or null.</returns>
    public static SlotPair? Differing(KeyTemplate one, KeyTemplate other)
    {
        for (var i = 0; i < Math.Min(one.Slots.Length, other.Slots.Length); i++)
        {
            if (!AreSame(one.Slots[i], other.Slots[i]))
            {
                return new SlotPair(one.Slots[i], other.Slots[i]);
            }
        }

        return null;
    }

    public static string Describe(KeySlot slot) =>
        $"{slot.Property} as {TypeText.Of(slot.Codec.ClrType)}{(slot.Format is null ? "" : $" ':{slot.Format}'")}"
        + (slot.Encoding == KeyEncoding.Escaped ? "" : $" ({slot.Encoding})");

    // Where a codec knows its texts, they say more than the format does: 'D' and no format are one text of a Guid.
    private static bool AreSame(KeySlot a, KeySlot b) =>
        a.Codec.ClrType == b.Codec.ClrType
        && (a.Codec.Masks is { } x && b.Codec.Masks is { } y ? x.SequenceEqual(y, StringComparer.Ordinal) : a.Encoding == b.Encoding);
}

/// <summary>Two slots at one place of two keys.</summary>
internal sealed record SlotPair(KeySlot One, KeySlot Other);
