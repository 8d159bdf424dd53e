using System.Text.RegularExpressions;

namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>What code of a page did.</summary>
internal sealed partial record Outcome(IReadOnlyList<string> Requests, IReadOnlyList<string> Printed, string? Error)
{
    private const int Width = 130;

    public IReadOnlyList<string> RequestsOrNone => Requests.Count > 0 ? Requests : ["no request"];

    /// <summary>As comment lines of a page.</summary>
    public IReadOnlyList<string> Lines => Error is { } error ? [.. Wrapped(error)] : [.. (Printed.Count > 0 ? Printed : RequestsOrNone).Select(l => $"// {Generated().Replace(l, "…")}")];

    /// <summary>The message of an exception as pages show it: that of the library begins with its code, another with its type.</summary>
    public static string Text(Exception exception) =>
        exception is SingleTableException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";

    // Another one in each run.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|01[0-9A-HJKMNP-TV-Z]{24}")]
    private static partial Regex Generated();

    private static IEnumerable<string> Wrapped(string text) => text.ReplaceLineEndings("\n").Split('\n').SelectMany(WrappedLine);

    private static IEnumerable<string> WrappedLine(string text)
    {
        var line = "//";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 2 && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = "//";
            }

            line += $" {word}";
        }

        yield return line;
    }
}
