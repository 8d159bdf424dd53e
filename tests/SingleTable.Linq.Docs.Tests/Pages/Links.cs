using System.Text.RegularExpressions;

namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>Links of Markdown pages, and the names of their headings as a reader's browser knows them.</summary>
internal static partial class Links
{
    /// <summary>The targets of all links and pictures of a text.</summary>
    public static IReadOnlyList<string> Of(Page page) => [.. Target().Matches(Code().Replace(page.Prose, "")).Select(m => m.Groups["target"].Value)];

    /// <summary>The anchors of all headings, made as GitHub makes them.</summary>
    public static IReadOnlySet<string> Anchors(Page page)
    {
        var anchors = new HashSet<string>();
        foreach (var heading in Heading().Matches(page.Prose).Select(m => m.Groups["text"].Value))
        {
            var text = Target().Replace(heading, m => m.Groups["text"].Value).ToLowerInvariant();
            var anchor = new string([.. text.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')]).Replace(' ', '-');
            var unique = anchor;
            for (var i = 1; !anchors.Add(unique); i++)
            {
                unique = $"{anchor}-{i}";
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"!?\[(?<text>(?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Target();

    [GeneratedRegex("^#{1,6} +(?<text>.+?) *#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();
}
