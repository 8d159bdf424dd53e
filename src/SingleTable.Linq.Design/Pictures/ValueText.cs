using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Pictures;

/// <summary>Values of attributes as people read them, and how many bytes DynamoDB counts for them.</summary>
internal static class ValueText
{
    private const int Longest = 120;

    /// <summary>Short: what is longer ends with an ellipsis.</summary>
    public static string Of(AttributeValue value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return Shorten(text.ToString());
    }

    /// <summary>The text or the number of a key attribute; null for others.</summary>
    public static string? OfKey(AttributeValue? value) => value switch
    {
        null => null,
        { S: { } text } => text,
        { N: { } number } => number,
        { B: { } bytes } => Convert.ToBase64String(bytes.ToArray()),
        _ => null,
    };

    /// <summary>What cannot be seen, or turns the direction of what follows, by its code.</summary>
    public static string Visible(string text)
    {
        var at = 0;
        while (at < text.Length && IsVisible(text, at))
        {
            at++;
        }

        if (at == text.Length)
        {
            return text;
        }

        var visible = new StringBuilder(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            if (IsVisible(text, at))
            {
                visible.Append(text[at]);
            }
            else
            {
                visible.Append(text[at] switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    var other => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)other:X4}"),
                });
            }
        }

        return visible.ToString();
    }

    /// <summary>The size of an item by DynamoDB's rule: names and texts in UTF-8, numbers by two digits a byte, containers by their elements.</summary>
    public static int Bytes(IReadOnlyDictionary<string, AttributeValue> item) => item.Sum(a => Encoding.UTF8.GetByteCount(a.Key) + Bytes(a.Value));

    private static int Bytes(AttributeValue value) => value switch
    {
        { S: { } text } => Encoding.UTF8.GetByteCount(text),
        { N: { } number } => Number(number),
        { B: { } bytes } => (int)bytes.Length,
        { IsMSet: true } => 3 + value.M.Sum(m => 1 + Encoding.UTF8.GetByteCount(m.Key) + Bytes(m.Value)),
        { IsLSet: true } => 3 + value.L.Sum(e => 1 + Bytes(e)),
        { SS.Count: > 0 } => value.SS.Sum(Encoding.UTF8.GetByteCount),
        { NS.Count: > 0 } => value.NS.Sum(Number),
        { BS.Count: > 0 } => value.BS.Sum(b => (int)b.Length),
        _ => 1,
    };

    private static int Number(string number) => ((number.Count(char.IsAsciiDigit) + 1) / 2) + 1;

    private static void Append(StringBuilder text, AttributeValue value, int depth)
    {
        switch (value)
        {
            case { S: { } s }:
                text.Append(depth == 0 ? ShortTime(s) : $"\"{s}\"");
                break;
            case { N: { } n }:
                text.Append(n);
                break;
            case { BOOL: { } truth }:
                text.Append(truth ? "true" : "false");
                break;
            case { B: { } bytes }:
                text.Append(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");
                break;
            case { IsMSet: true }:
                AppendAll(text, '{', value.M.OrderBy(m => m.Key, StringComparer.Ordinal), '}', m => Append(text.Append(m.Key).Append(": "), m.Value, depth + 1));
                break;
            case { IsLSet: true }:
                AppendAll(text, '[', value.L, ']', e => Append(text, e, depth + 1));
                break;
            case { SS.Count: > 0 }:
                AppendAll(text, '{', value.SS.Order(StringComparer.Ordinal), '}', s => text.Append(s));
                break;
            case { NS.Count: > 0 }:
                AppendAll(text, '{', value.NS.Order(StringComparer.Ordinal), '}', n => text.Append(n));
                break;
            case { BS.Count: > 0 }:
                text.Append(CultureInfo.InvariantCulture, $"{value.BS.Count} binaries");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, IEnumerable<T> all, char close, Action<T> append)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var one in all)
        {
            text.Append(isFirst ? "" : ", ");
            isFirst = false;
            append(one);
            if (text.Length > Longest * 2)
            {
                // Nobody sees what follows.
                break;
            }
        }

        text.Append(close);
    }

    // Seven zeros tell nobody anything.
    private static string ShortTime(string text) => text.Length == 28 && text.EndsWith(".0000000Z", StringComparison.Ordinal) ? $"{text[..19]}Z" : text;

    private static string Shorten(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    // Format characters (which turn directions, or are not there at all), line and paragraph separators, unpaired surrogates. Both of a pair are one character.
    private static bool IsVisible(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at > 0 && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => false,
        _ => true,
    };
}
