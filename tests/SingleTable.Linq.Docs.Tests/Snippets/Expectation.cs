using System.Text.RegularExpressions;

namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>Comment lines of a snippet that say what the code before them does: the requests that it sends, the error that it gives, or what it prints.</summary>
/// <param name="First">The line of the page of the first comment.</param>
/// <param name="Lines">The comments without their marks.</param>
internal sealed partial record Expectation(int First, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it can be written anew where it stands; a row of a table cannot.</summary>
    public bool IsComment { get; init; } = true;

    /// <summary>The message, where an error is expected behind whatever requests.</summary>
    private int ErrorAt => Lines.TakeWhile(l => !IsError(l)).Count();

    public bool IsRefusal => ErrorAt < Lines.Count;

    /// <summary>Whether warnings of the log are told too; otherwise they are left out.</summary>
    public bool ShowsWarnings => Lines.Any(IsWarning);

    private bool IsUnknown => Lines is ["?", ..];

    /// <summary>Whether a comment says what is sent, thrown, or nothing; any other is only for the reader.</summary>
    public static bool Begins(string comment) => Outcome().IsMatch(comment);

    public static bool IsWarning(string line) => line.StartsWith("Warning: ", StringComparison.Ordinal);

    /// <summary>Whether this is what happened. An ellipsis stands for anything; requests that run at once come in any order.</summary>
    public bool Allows(Outcome outcome)
    {
        if (IsUnknown)
        {
            return false;
        }

        var requests = Lines.Take(ErrorAt).ToList();
        if (!IsRefusal)
        {
            return outcome.Error is null && (outcome.Printed.Count > 0 ? InOrder(requests, outcome.Printed) : InAnyOrder(requests, outcome.RequestsOrNone));
        }

        return outcome.Error is { } error && Matches(string.Join(' ', Lines.Skip(ErrorAt)), error) && (requests.Count == 0 || InAnyOrder(requests, outcome.RequestsOrNone));
    }

    private static bool InOrder(IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        expected.Count == actual.Count && expected.Zip(actual).All(p => Matches(p.First, p.Second));

    private static bool InAnyOrder(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var left = actual.ToList();
        return expected.All(e => left.FindIndex(l => Matches(e, l)) is var at and >= 0 && Taken(left, at)) && left.Count == 0;
    }

    private static bool Taken(List<string> left, int at)
    {
        left.RemoveAt(at);
        return true;
    }

    private static bool Matches(string expected, string actual) =>
        Regex.IsMatch(Normal(actual), $"^{Regex.Escape(Normal(expected)).Replace("…", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline);

    // A long message stands on several lines of a page; the spaces of a request line mean nothing.
    private static string Normal(string text) => Spaces().Replace(text, " ").Trim();

    private static bool IsError(string comment) => Error().IsMatch(comment);

    [GeneratedRegex(@"^(\?$|STL\d{4} |\w+Exception: |no request$|Warning: |(GetItem|BatchGetItem|Query|Scan|PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|TransactGetItems|CreateTable|DescribeTable|UpdateTimeToLive|DescribeTimeToLive|UpdateTable) )")]
    private static partial Regex Outcome();

    [GeneratedRegex(@"^(STL\d{4} |\w+Exception: )")]
    private static partial Regex Error();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
