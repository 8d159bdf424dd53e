namespace SingleTable.Linq.Keys;

internal enum KeyAttributeKind
{
    Partition,
    Sort,
}

/// <summary>What a model says about one part of a key: a literal, or a property with its type and format.</summary>
internal sealed record KeyPartSpec(
    string? Literal, string? Property = null, Type? PropertyType = null, string? Format = null, KeyEncoding Encoding = KeyEncoding.Escaped);

/// <summary>One part of a template; exactly one of the two is set.</summary>
internal sealed record KeyPart(string? Literal, KeySlot? Slot);

/// <summary>A place in a key that takes the value of a property.</summary>
internal sealed record KeySlot(int Index, string Property, SlotCodec Codec, string? Format, KeyEncoding Encoding);
