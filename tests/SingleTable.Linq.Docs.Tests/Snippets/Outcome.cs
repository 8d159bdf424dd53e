using SingleTable.Linq.Docs.Tests.Pages;

namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>What code of a page did.</summary>
internal sealed record Outcome(IReadOnlyList<string> Requests, IReadOnlyList<string> Printed, string? Error)
{
    private const int Width = 130;

    public IReadOnlyList<string> RequestsOrNone => Requests.Count > 0 ? Requests : ["no request"];

    /// <summary>As comment lines of a page.</summary>
    public IReadOnlyList<string> Lines => Error is { } error ? [.. Wrapped(error)] : [.. (Printed.Count > 0 ? Printed : RequestsOrNone).Select(l => $"// {l}")];

    /// <summary>The message of an exception as pages show it: that of the library begins with its code, another with its type.</summary>
    public static string Text(Exception exception) =>
        exception is SingleTableException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "//";
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
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
