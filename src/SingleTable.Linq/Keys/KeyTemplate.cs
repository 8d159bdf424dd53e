using System.Collections.Immutable;
using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary>The text of a key attribute with the slots that properties fill, for example <c>TEAM#{TeamId}#MEMBER#{Id}</c>.</summary>
internal sealed partial class KeyTemplate
{
    private const char Separator = '#';
    private const int StackBytes = 256;
    private readonly ImmutableArray<byte[]?> _literals;
    private readonly ImmutableArray<KeyPart> _segments;

    private KeyTemplate(string owner, KeyAttributeKind kind, ImmutableArray<KeyPart> parts)
    {
        Owner = owner;
        Kind = kind;
        Parts = parts;
        Slots = [.. parts.Where(part => part.Slot is not null).Select(part => part.Slot!)];
        LiteralPrefix = parts[0].Literal ?? "";
        _literals = [.. parts.Select(part => part.Literal is null ? null : Encoding.UTF8.GetBytes(part.Literal))];
        _segments = [.. Segments(parts)];
        Shape = string.Join(Separator, _segments.Select(ShapeOf));
    }

    /// <summary>The entity, and which of its keys this is, for messages: <c>Team (sort key)</c>.</summary>
    public string Owner { get; }

    public KeyAttributeKind Kind { get; }
    public ImmutableArray<KeyPart> Parts { get; }
    public ImmutableArray<KeySlot> Slots { get; }

    /// <summary>DynamoDB's limit for this key attribute.</summary>
    public int MaxBytes => Kind == KeyAttributeKind.Partition ? 2048 : 1024;

    /// <summary>Equal for templates with the same literals and slot positions: <c>TEAM#{}#MEMBER#{}</c>. Braces in literals are doubled.</summary>
    public string Shape { get; }

    /// <summary>The number of separators in every complete key.</summary>
    public int SeparatorCount => _segments.Length - 1;

    /// <summary>The text before the first slot; the whole key where there is none.</summary>
    public string LiteralPrefix { get; }

    /// <summary>Reads a template; where it is not sound, says so for every fault and returns null.</summary>
    /// <param name="owner">The entity, and which of its keys this is.</param>
    /// <param name="kind">Which key attribute, for its limit.</param>
    /// <param name="parts">What the model says.</param>
    /// <param name="problems">Receives a sentence for every fault.</param>
    public static KeyTemplate? TryCreate(string owner, KeyAttributeKind kind, IReadOnlyList<KeyPartSpec> parts, List<string> problems)
    {
        var sound = KeyTemplateReader.TryRead(owner, parts, problems);
        if (sound is null)
            return null;
        var template = new KeyTemplate(owner, kind, sound.Value);
        var literalBytes = 0;
        foreach (var literal in template._literals)
            literalBytes += literal?.Length ?? 0;
        if (literalBytes + template.Slots.Length <= template.MaxBytes)
            return template;
        problems.Add(
            $"{owner}: the literals alone take {literalBytes} bytes, and DynamoDB allows {template.MaxBytes} for the whole key; shorten them.");
        return null;
    }

    /// <summary>The template as it was written: <c>TEAM#{TeamId}#MEMBER#{Id}</c>.</summary>
    public override string ToString() => string.Concat(Parts.Select(part => part.Literal ?? Display(part.Slot!)));

    /// <summary>Whether a bound on this slot is a range of keys when the slots before it are fixed.</summary>
    public bool CanRange(int slot)
    {
        var codec = Slots[slot].Codec;
        return IsLastPart(slot) ? codec.PreservesOrder : codec.PreservesOrderBeforeSeparator;
    }

    /// <summary>Whether nothing follows the slot, so that its value ends the key.</summary>
    public bool IsLastPart(int slot) => ReferenceEquals(Parts[^1].Slot, Slots[slot]);

    /// <summary>Whether this template's text and a separator begin the other one's: <c>TEAM#{Id}</c> of <c>TEAM#{TeamId}#MEMBER#{Id}</c>.</summary>
    public bool IsPrefixOf(KeyTemplate other) => other.Shape.StartsWith(Shape + Separator, StringComparison.Ordinal);

    /// <summary>Whether a key of one can equal a key of the other.</summary>
    /// <param name="other">The other template.</param>
    /// <param name="because">When they overlap, what the two have to hold.</param>
    public bool MayOverlap(KeyTemplate other, out string? because)
    {
        because = null;
        if (_segments.Length != other._segments.Length || !SegmentsMeet(other, _segments.Length))
            return false;
        var conditions = new List<string>();
        for (var i = 0; i < _segments.Length; i++)
        {
            if (Condition(_segments[i], other._segments[i]) is { } condition)
                conditions.Add(condition);
        }

        because = $"'{this}' ({Owner}) and '{other}' ({other.Owner}) are the same key "
            + (conditions.Count == 0 ? "always" : "when " + string.Join(" and ", conditions));
        return true;
    }

    /// <summary>Whether a range read of this template can meet keys of the other one.</summary>
    /// <param name="other">The other template.</param>
    /// <param name="fixedSlots">How many of this template's slots have one value in that read.</param>
    public bool MayContain(KeyTemplate other, int fixedSlots = 0)
    {
        if (fixedSlots >= Slots.Length)
            return MayOverlap(other, out _);
        var before = _segments.IndexOf(new KeyPart(null, Slots[fixedSlots]));
        return other._segments.Length > before && SegmentsMeet(other, before);
    }

    private bool SegmentsMeet(KeyTemplate other, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!KeyMask.Meet(MasksOf(_segments[i]), MasksOf(other._segments[i])))
                return false;
        }
        return true;
    }

    private static IReadOnlyList<string>? MasksOf(KeyPart segment) => segment.Slot is { } slot ? slot.Codec.Masks : [segment.Literal!];

    private static string? Condition(KeyPart a, KeyPart b) => (a.Slot, b.Slot) switch
    {
        ({ } x, { } y) => $"{x.Property} and {y.Property} have the same text",
        ({ } x, null) => $"{x.Property} is '{b.Literal}'",
        (null, { } y) => $"{y.Property} is '{a.Literal}'",
        _ => null,
    };

    private static string ShapeOf(KeyPart segment) =>
        segment.Literal?.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal) ?? "{}";

    private static string Display(KeySlot slot) => slot.Format is null ? $"{{{slot.Property}}}" : $"{{{slot.Property}:{slot.Format}}}";

    // Slots stand between separators only, so every segment is a slot or a literal as a whole.
    private static IEnumerable<KeyPart> Segments(ImmutableArray<KeyPart> parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Slot is not null)
            {
                yield return parts[i];
                continue;
            }
            var texts = parts[i].Literal!.Split(Separator);
            var first = i == 0 ? 0 : 1;
            var last = i == parts.Length - 1 ? texts.Length : texts.Length - 1;
            for (var j = first; j < last; j++)
                yield return new KeyPart(texts[j], null);
        }
    }
}
