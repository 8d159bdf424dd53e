using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary>Checks the parts of a template, so that two different tuples of values can never make one key.</summary>
internal static class KeyTemplateReader
{
    public static ImmutableArray<KeyPart>? TryRead(string owner, IReadOnlyList<KeyPartSpec> specs, List<string> problems)
    {
        var before = problems.Count;
        var merged = Merge(specs);
        if (merged.Count == 0)
            problems.Add($"{owner}: the key is empty; write a literal or a property into it.");

        var parts = ImmutableArray.CreateBuilder<KeyPart>(merged.Count);
        var slots = 0;
        for (var i = 0; i < merged.Count; i++)
        {
            var spec = merged[i];
            if (spec.Literal is not null)
            {
                CheckLiteral(owner, spec.Literal, problems);
                parts.Add(new KeyPart(spec.Literal, null));
                continue;
            }
            CheckNeighbours(owner, spec.Property!, i == 0 ? null : merged[i - 1], i == merged.Count - 1 ? null : merged[i + 1], problems);
            if (SlotCodec.TryCreate(spec.PropertyType!, spec.Format, spec.Encoding, out var problem) is { } codec)
                parts.Add(new KeyPart(null, new KeySlot(slots, spec.Property!, codec, string.IsNullOrEmpty(spec.Format) ? null : spec.Format, spec.Encoding)));
            else
                problems.Add($"{owner}: {spec.Property}: {problem}");
            slots++;
        }
        return problems.Count == before ? parts.ToImmutable() : null;
    }

    // A compiled interpolation can bring one literal in several pieces.
    private static List<KeyPartSpec> Merge(IReadOnlyList<KeyPartSpec> specs)
    {
        var merged = new List<KeyPartSpec>(specs.Count);
        foreach (var spec in specs)
        {
            if ((spec.Literal is null) == (spec.Property is null) || (spec.Property is not null && spec.PropertyType is null))
                throw new ArgumentException("A part of a key is either a literal, or a property with its type.", nameof(specs));
            if (spec.Literal is null)
                merged.Add(spec);
            else if (merged.Count > 0 && merged[^1].Literal is { } earlier)
                merged[^1] = new KeyPartSpec(earlier + spec.Literal);
            else if (spec.Literal.Length > 0)
                merged.Add(spec);
        }
        return merged;
    }

    private static void CheckLiteral(string owner, string literal, List<string> problems)
    {
        if (literal.Contains('$', StringComparison.Ordinal))
            problems.Add($"{owner}: the literal '{literal}' holds '$', which begins an escape in keys; leave it out.");
        var low = literal.AsSpan().IndexOfAnyInRange('\0', '"');
        if (low >= 0)
        {
            var code = ((int)literal[low]).ToString("X4", CultureInfo.InvariantCulture);
            problems.Add($"{owner}: the literal '{literal}' holds U+{code}, which sorts before the separator '#', "
                + "so ranges would meet other entities; use letters, digits, '-', '_' or '.'.");
        }
        if (!IsWellFormed(literal))
            problems.Add($"{owner}: a literal holds an unpaired surrogate, which has no UTF-8 form; write the whole character.");
    }

    private static void CheckNeighbours(string owner, string property, KeyPartSpec? left, KeyPartSpec? right, List<string> problems)
    {
        if (left is not null && left.Literal?.EndsWith('#') != true)
            problems.Add($"{owner}: {property} does not follow a '#', so different values could make one key; write '#' before {{{property}}}.");
        // Two adjacent slots are one fault; the second one reports it.
        if (right is { Literal: { } literal } && !literal.StartsWith('#'))
        {
            problems.Add($"{owner}: {property} is followed by '{literal}' without a '#', so different values could make one key; "
                + $"write '#' after {{{property}}}.");
        }
    }

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && !text.Contains('\uFFFD', StringComparison.Ordinal))
                return false;
        }
        return true;
    }
}
