using System.Text;
using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Markdown;

/// <summary>Writes Markdown as GitHub reads it; what comes from the model or from items never becomes markup.</summary>
internal static class MarkdownText
{
    /// <summary>A text, with character references for all that could be markup, also in a cell of a table.</summary>
    public static string Escape(string text)
    {
        var visible = ValueText.Visible(text);
        var escaped = new StringBuilder(visible.Length + 16);
        for (var i = 0; i < visible.Length; i++)
        {
            var (c, next) = (visible[i], i + 1 < visible.Length ? visible[i + 1] : ' ');
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ when IsMarkup(c, i == 0 ? ' ' : visible[i - 1], next) => escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"&#{(int)c};"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A text in the type of code. A span of code cannot carry everything, least of all in a table.</summary>
    public static string Code(string text)
    {
        var visible = ValueText.Visible(text);
        return visible.Length == 0 ? "" : visible.AsSpan().ContainsAny("`|\\<") || visible.Trim().Length != visible.Length
            ? $"<code>{Escape(text).Replace(" ", "&#32;", StringComparison.Ordinal)}</code>"
            : $"`{visible}`";
    }

    /// <summary>A row of a table.</summary>
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    public static string Rule(int columns) => $"|{string.Concat(Enumerable.Repeat("---|", columns))}\n";

    // Addresses, mentions, numbers of issues and names of pictures are links only in some places; elsewhere they stay readable.
    private static bool IsMarkup(char c, char before, char next) => c switch
    {
        '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '!' or '~' or '$' => true,
        ':' => next == '/' || char.IsAsciiLetter(next) || next is '+' or '-',
        '@' => !char.IsAsciiLetterOrDigit(before),
        '#' => char.IsAsciiDigit(next),
        _ => false,
    };
}
