using System.Text;
using CsCheck;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

public class TextEncodingTests
{
    private const int Cases = 40_000;

    [Theory]
    [InlineData("a#ORG#b", "a$SORG$Sb")]
    [InlineData("a b", "a$Pb")]
    [InlineData("$", "$T")]
    [InlineData("\0", "$0")]
    [InlineData("jo@example.org", "jo@example.org")]
    [InlineData("2026-01-31T10:00:00.0000000Z", "2026-01-31T10:00:00.0000000Z")]
    [InlineData("Zoë 😀", "Zoë$P😀")]
    [Trait("Fault", "2")]
    public void Separators_in_values_are_escaped(string value, string expected) => Encode(value).ShouldBe(expected);

    [Fact]
    [Trait("Fault", "2")]
    public void No_value_holds_a_separator() => Text.Sample(
        value => !Encode(value).Contains('#') && !Encode(value, null, KeyEncoding.Plain).Contains('#'), iter: Cases);

    [Theory]
    [InlineData(KeyEncoding.Escaped)]
    [InlineData(KeyEncoding.Plain)]
    [InlineData(KeyEncoding.Raw)]
    public void Different_values_have_different_texts_in_the_same_order(KeyEncoding encoding)
    {
        var codec = Codec<string>(null, encoding);
        var text = encoding == KeyEncoding.Raw ? RawText : Text;
        Gen.Select(text, text).Sample((a, b) => Utf8(EncodeWith(codec, a), EncodeWith(codec, b)) == Utf8(a, b), iter: Cases);
    }

    [Theory]
    [InlineData(KeyEncoding.Escaped)]
    [InlineData(KeyEncoding.Plain)]
    [InlineData(KeyEncoding.Raw)]
    public void The_text_of_a_joined_value_is_the_joined_text(KeyEncoding encoding)
    {
        var codec = Codec<string>(null, encoding);
        var text = encoding == KeyEncoding.Raw ? RawText : Text;
        Gen.Select(text, text).Sample((a, b) => EncodeWith(codec, a + b) == EncodeWith(codec, a) + EncodeWith(codec, b), iter: Cases);
    }

    [Fact]
    public void A_prefix_of_the_text_is_a_prefix_of_the_value()
    {
        var codec = Codec<string>();
        Gen.Select(Text, Text).Sample(
            (a, b) => EncodeWith(codec, a).StartsWith(EncodeWith(codec, b), StringComparison.Ordinal) == a.StartsWith(b, StringComparison.Ordinal),
            iter: Cases);
    }

    [Theory]
    [InlineData(KeyEncoding.Escaped)]
    [InlineData(KeyEncoding.Plain)]
    [InlineData(KeyEncoding.Raw)]
    [Trait("Fault", "2")]
    public void Different_tuples_have_different_keys(KeyEncoding encoding)
    {
        var template = Sort("Team", Lit("ORG#"), Slot<string>("A", null, encoding), Lit("#"), Slot<string>("B", null, encoding));
        var text = encoding == KeyEncoding.Raw ? RawText : Text;
        Gen.Select(text, text, text, text).Where((a, b, c, d) => string.Concat(a, b, c, d).Length < 400).Sample(
            (a, b, c, d) => (template.Format(a, b) == template.Format(c, d)) == (a == c && b == d), iter: Cases);
    }

    [Fact]
    public void Keys_sort_like_the_tuples_of_their_values()
    {
        var template = Sort("Team", Slot<string>("A"), Lit("#X#"), Slot<string>("B"), Lit("#"), Slot<int>("N"));
        var tuple = Gen.Select(Text, Text, Gen.Int[-2, 2]);
        Gen.Select(tuple, tuple).Sample(
            (x, y) =>
            {
                var order = Utf8(x.Item1, y.Item1) is var first and not 0 ? first
                    : Utf8(x.Item2, y.Item2) is var second and not 0 ? second : x.Item3.CompareTo(y.Item3);
                return Utf8(template.Format(x.Item1, x.Item2, x.Item3), template.Format(y.Item1, y.Item2, y.Item3)) == order;
            },
            iter: Cases);
    }

    [Fact]
    public void Plain_text_keeps_its_order_only_at_the_end_of_a_key()
    {
        var inside = Sort("Team", Lit("T#"), Slot<string>("A", null, KeyEncoding.Plain), Lit("#"), Slot<string>("B", null, KeyEncoding.Plain));
        inside.CanRange(0).ShouldBeFalse();
        inside.CanRange(1).ShouldBeTrue();
        Utf8(inside.Format("a", "x"), inside.Format("a b", "x")).ShouldBe(1);
    }

    [Fact]
    public void Chars_sort_and_never_collide()
    {
        var codec = Codec<char>();
        Gen.Select(Gen.Char, Gen.Char).Where((a, b) => !char.IsSurrogate(a) && !char.IsSurrogate(b)).Sample(
            (a, b) => Utf8(EncodeWith(codec, a), EncodeWith(codec, b)) == Math.Sign(a.CompareTo(b)), iter: Cases);
    }

    [Fact]
    public void Utf8_order_is_the_order_of_the_bytes()
    {
        Gen.Select(Text, Text).Sample((a, b) => Math.Sign(Utf8Order.Compare(a, b)) == Utf8(a, b), iter: Cases);
        Utf8Order.Compare("\uFFFF", "😀").ShouldBeNegative();
        string.CompareOrdinal("\uFFFF", "😀").ShouldBePositive();
        new[] { "😀", "\uE000", "a", "" }.Order(Utf8Order.Comparer).ShouldBe(["", "a", "\uE000", "😀"]);
        Utf8Order.Compare(null, "").ShouldBeNegative();
    }

    [Fact]
    public void A_key_that_outgrows_its_buffer_is_whole() => Gen.Select(Text.List[0, 40].Select(string.Concat), Gen.Int[0, 20]).Sample(
        (text, size) =>
        {
            var writer = new KeyWriter(stackalloc byte[size]);
            writer.Append("ä"u8);
            writer.AppendEscaped(text, KeyEncoding.Plain);
            var whole = writer.ToString();
            var bytes = writer.Length;
            writer.Dispose();
            return whole == "ä" + text.Replace("$", "$T").Replace("#", "$S") && bytes == Encoding.UTF8.GetByteCount(whole);
        },
        iter: 20_000);
}
