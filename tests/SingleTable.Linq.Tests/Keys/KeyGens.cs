using System.Text;
using CsCheck;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Tests.Keys;

/// <summary>Few characters and short texts, so that collisions and prefixes are frequent; all the characters that could do harm are in.</summary>
internal static class KeyGens
{
    private static readonly string[] Hostile =
    [
        "TEAM", "TEAM#t1", "TEAM#t1#MEMBER#m1", "#METADATA", "a#ORG#b", "$S", "$", "#", "##", "$#", "#$", " ", "\0", "\"", "%",
        "order", "orderitems", "f34", "f340", "t1", "t10", "undefined", "İi", "😀", "😀#", "\uD7FF", "\uE000", "\uFFFD", "\uFFFF",
        "\U00010000", "\U0010FFFF", new string('#', 100), new string('x', 300),
    ];

    private static readonly string[] Units =
        ["a", "b", "#", "$", "S", "T", " ", "!", "\"", "%", "0", "é", "\uFFDB", "\uE000", "😀", "\U00010000", "\0"];

    public static Gen<string> Text { get; } = Gen.Frequency(
        (6, Gen.OneOf(Units).List[1, 4].Select(string.Concat)),
        (2, Gen.OneOf(Hostile)),
        (1, Gen.String[1, 12].Where(IsWellFormed)));

    public static Gen<string> RawText { get; } = Text.Select(text => text.Replace('#', '~').Replace('$', '^'));

    public static bool IsWellFormed(string text) => text.Length > 0 && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    public static KeyTemplate Sort(string owner, params KeyPartSpec[] parts) => Template(owner, KeyAttributeKind.Sort, parts);

    public static KeyTemplate Template(string owner, KeyAttributeKind kind, params KeyPartSpec[] parts)
    {
        var problems = new List<string>();
        var template = KeyTemplate.TryCreate(owner, kind, parts, problems);
        problems.ShouldBeEmpty();
        return template.ShouldNotBeNull();
    }

    public static KeyPartSpec Lit(string literal) => new(literal);

    public static KeyPartSpec Slot<T>(string property, string? format = null, KeyEncoding encoding = KeyEncoding.Escaped) =>
        new(null, property, typeof(T), format, encoding);

    public static SlotCodec Codec<T>(string? format = null, KeyEncoding encoding = KeyEncoding.Escaped)
    {
        var codec = SlotCodec.TryCreate(typeof(T), format, encoding, out var problem);
        problem.ShouldBeNull();
        return codec.ShouldNotBeNull();
    }

    public static string EncodeWith(SlotCodec codec, object value)
    {
        var writer = new KeyWriter(stackalloc byte[8]);
        try
        {
            codec.WriteBoxed(ref writer, value);
            return writer.ToString();
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static string Encode<T>(T value, string? format = null, KeyEncoding encoding = KeyEncoding.Escaped)
        where T : notnull => EncodeWith(Codec<T>(format, encoding), value);

    public static int Utf8(string a, string b) => Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));
}
