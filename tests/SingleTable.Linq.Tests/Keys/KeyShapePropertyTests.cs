using System.Text;
using CsCheck;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

/// <summary>What templates say about each other, against the keys that they make.</summary>
public class KeyShapePropertyTests
{
    private const int Cases = 40_000;

    // Values that are also literals, and literals that are also values.
    private static readonly Gen<string> Literal = Gen.OneOf("A", "AB", "A%", "", "true", "007", "-999", "{}");
    private static readonly Gen<object> TextValue = Gen.OneOf("A", "AB", "A%", "true", "007", "-999", "{}", "A#", "#", "A$").Select(v => (object)v);

    private static readonly Gen<(KeyPartSpec Spec, object? Value)> Segment = Gen.Frequency(
        (3, Literal.Select(literal => (Lit(literal), (object?)null))),
        (3, TextValue.Select(value => (Slot<string>("Text"), (object?)value))),
        (1, Gen.SByte[-2, 8].Select(value => (Slot<sbyte>("Number"), (object?)value))),
        (1, Gen.Bool.Select(value => (Slot<bool>("Flag"), (object?)value))));

    private static readonly Gen<(KeyTemplate Template, object?[] Values)> Key = Segment.Array[1, 4]
        .Where(segments => segments.Length > 1 || segments[0].Spec.Literal != "")
        .Select(segments => (Joined(segments.Select(s => s.Spec)), segments.Where(s => s.Value is not null).Select(s => s.Value).ToArray()));

    [Fact]
    public void Templates_that_do_not_overlap_never_make_the_same_key() => Gen.Select(Key, Key).Sample(
        (a, b) =>
        {
            a.Template.MayOverlap(b.Template, out var because).ShouldBe(because is not null);
            if (a.Template.Format(a.Values) == b.Template.Format(b.Values))
                because.ShouldNotBeNull();
        },
        iter: Cases);

    [Fact]
    [Trait("Fault", "4")]
    public void A_read_that_may_not_contain_another_entity_never_does() => Gen.Select(Key, Key, Gen.Int[0, 4]).Sample(
        (a, b, count) =>
        {
            var leading = Math.Min(count, a.Values.Length);
            if (SortRanges.For(a.Template, a.Values.AsSpan(0, leading)).Contains(b.Template.Format(b.Values)))
                a.Template.MayContain(b.Template, leading).ShouldBeTrue();
        },
        iter: Cases);

    [Fact]
    public void A_key_has_the_separators_and_the_prefix_of_its_template() => Key.Sample(
        key =>
        {
            var text = key.Template.Format(key.Values);
            text.Count(c => c == '#').ShouldBe(key.Template.SeparatorCount);
            text.ShouldStartWith(key.Template.LiteralPrefix, Case.Sensitive);
            key.Template.Matches(Encoding.UTF8.GetBytes(text), key.Values).ShouldBeTrue();
            key.Template.Matches(Encoding.UTF8.GetBytes(text + "x"), key.Values).ShouldBeFalse();
        },
        iter: Cases);

    [Fact]
    public void A_parents_key_begins_the_keys_of_its_children_and_of_no_other_parents() => Gen.Select(Key, Segment.Array[1, 2], TextValue).Sample(
        (parent, more, stranger) =>
        {
            var child = Joined([.. Specs(parent.Template), .. more.Select(segment => segment.Spec)]);
            parent.Template.IsPrefixOf(child).ShouldBeTrue();
            child.IsPrefixOf(parent.Template).ShouldBeFalse();
            object?[] values = [.. parent.Values, .. more.Where(segment => segment.Value is not null).Select(segment => segment.Value)];
            child.Format(values).ShouldStartWith(parent.Template.Format(parent.Values) + "#", Case.Sensitive);

            object?[] others = [.. parent.Values.Select(value => value is string ? stranger : value)];
            if (!others.SequenceEqual(parent.Values))
                child.Format(values).StartsWith(parent.Template.Format(others) + "#", StringComparison.Ordinal).ShouldBeFalse();
        },
        iter: Cases);

    private static KeyTemplate Joined(IEnumerable<KeyPartSpec> segments) =>
        Sort("Any", [.. segments.SelectMany((segment, index) => index == 0 ? new[] { segment } : [Lit("#"), segment])]);

    private static IEnumerable<KeyPartSpec> Specs(KeyTemplate template)
    {
        // Slots and literals alternate with separators, which Joined adds again.
        foreach (var segment in template.Parts.SelectMany((part, index) => part.Slot is { } slot
            ? [new KeyPartSpec(null, slot.Property, slot.Codec.ClrType)]
            : Inside(part.Literal!, index > 0, index < template.Parts.Length - 1)))
            yield return segment;
    }

    private static IEnumerable<KeyPartSpec> Inside(string literal, bool follows, bool precedes)
    {
        var texts = literal.Split('#');
        return texts[(follows ? 1 : 0)..(precedes ? texts.Length - 1 : texts.Length)].Select(Lit);
    }
}
