using System.Text.RegularExpressions;

namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>A table of queries (without <c>db.</c>) and the requests that they become, or the code of the error.</summary>
internal static partial class RequestTable
{
    /// <summary>The rows as a list of queries with comments, as a block of a page would have them.</summary>
    public static string Queries(string rows) => string.Join("\n", rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Query));

    private static string Query(string row)
    {
        var cells = Bar().Split(row).Select(c => c.Trim().Replace(@"\|", "|", StringComparison.Ordinal)).ToList();
        return Error().Match(cells[2]) is { Success: true } error
            ? $"db.{Code(cells[1])}\n// {error.Value} …\n"
            : $"db.{Code(cells[1])}\n// {Code(cells[2])}\n";
    }

    // What is too long for one span stands in several.
    private static string Code(string cell) => string.Concat(Span().Matches(cell).Select(m => m.Groups["code"].Value));

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"STL\d{4}")]
    private static partial Regex Error();
}
