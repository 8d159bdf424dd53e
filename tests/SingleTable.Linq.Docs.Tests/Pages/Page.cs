using System.Text.RegularExpressions;

namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>A Markdown file: its blocks of code, and its text without them.</summary>
internal sealed partial class Page
{
    private Page(string path, string text)
    {
        Path = path;
        Text = text;
        var fences = new List<Fence>();
        var directives = new List<Directive>();
        foreach (var block in Blocks().Matches(text).Cast<Match>())
        {
            var line = 1 + text.AsSpan(0, block.Index).Count('\n');
            if (block.Groups["comment"] is { Success: true } comment)
            {
                if (Directive.Read(comment.Value, line) is { } directive)
                {
                    directives.Add(directive);
                }
            }
            else if (block.Groups["rows"] is { Success: true } rows)
            {
                fences.Add(new("csharp", line + 2, RequestTable.Queries(rows.Value), [new(Directive.Table, "", line)]));
            }
            else
            {
                fences.Add(new(block.Groups["language"].Value, line + 1, block.Groups["code"].Value, [.. directives]));
                directives.Clear();
            }
        }

        Fences = fences;
        Prose = Blocks().Replace(text, m => m.Groups["rows"].Success ? m.Value : "\n");
    }

    /// <summary>From the root of the repository, with '/'.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The text without code blocks and comments.</summary>
    public string Prose { get; }

    public IReadOnlyList<Fence> Fences { get; }

    public bool HasSnippets => Fences.Any(f => f.Language == "csharp");

    public static Page Read(string path) => new(path, Repository.Read(path).ReplaceLineEndings("\n"));

    /// <summary>The page again with other lines in place of some, which are from the first to before the end.</summary>
    public void Write(IEnumerable<(int First, int End, IReadOnlyList<string> Lines)> changes)
    {
        var lines = Text.Split('\n').ToList();
        foreach (var (first, end, replacement) in changes.OrderByDescending(c => c.First))
        {
            lines.RemoveRange(first - 1, end - first);
            lines.InsertRange(first - 1, replacement);
        }

        File.WriteAllText(Repository.Full(Path), string.Join('\n', lines));
    }

    [GeneratedRegex("^<!--(?<comment>.*?)-->|^```(?<language>[a-z]*)[^\n]*\n(?<code>.*?)^```[ ]*$"
        + @"|^\| LINQ[^\n]*\| request \|\n\|[-|]+\|\n(?<rows>(\|[^\n]*\n)+)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
