using System.Collections.Immutable;

namespace SingleTable.Linq.Keys;

/// <summary>The text of a key attribute with the slots that properties fill, for example <c>TEAM#{TeamId}#MEMBER#{Id}</c>.</summary>
internal sealed class KeyTemplate
{
    private KeyTemplate(string owner) => Owner = owner;

    public string Owner { get; }
    public KeyAttributeKind Kind { get; }
    public ImmutableArray<KeyPart> Parts { get; }
    public ImmutableArray<KeySlot> Slots { get; }
    public int MaxBytes { get; }
    public string Shape { get; } = "";
    public int SeparatorCount { get; }
    public string LiteralPrefix { get; } = "";

    public static KeyTemplate? TryCreate(string owner, KeyAttributeKind kind, IReadOnlyList<KeyPartSpec> parts, List<string> problems) => throw new NotSupportedException();

    public void Write(ref KeyWriter writer, params ReadOnlySpan<object?> slotValues) => throw new NotSupportedException();

    public string Format(params ReadOnlySpan<object?> slotValues) => throw new NotSupportedException();

    public string EncodeSlot(int slot, object? value) => throw new NotSupportedException();

    public bool CanRange(int slot) => throw new NotSupportedException();

    public bool IsPrefixOf(KeyTemplate other) => throw new NotSupportedException();

    public bool MayOverlap(KeyTemplate other, out string? because) => throw new NotSupportedException();

    public bool MayContain(KeyTemplate other, int fixedSlots = 0) => throw new NotSupportedException();

    public bool Matches(ReadOnlySpan<byte> key, params ReadOnlySpan<object?> slotValues) => throw new NotSupportedException();
}
