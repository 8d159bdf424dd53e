using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.InMemory.Testing;

/// <summary>Compares the requests that were sent with those expected, and says where they part.</summary>
internal static class RequestComparison
{
    public static void Check(IReadOnlyList<string> sent, IReadOnlyList<string> expected, bool ordered, bool patterns)
    {
        if (expected.Any(line => line is null))
        {
            throw new ArgumentException("A line that is expected is null.", nameof(expected));
        }

        if (!ordered)
        {
            CheckSets(sent, expected);
            return;
        }

        var place = 0;
        while (place < sent.Count && place < expected.Count && Fits(sent[place], expected[place], patterns))
        {
            place++;
        }

        if (place < sent.Count || place < expected.Count)
        {
            throw Failure(Summary(sent, expected, place, patterns), sent, expected, place, patterns);
        }
    }

    public static void CheckContains(IReadOnlyList<string> sent, string line, bool isExpected)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (sent.Contains(line) != isExpected)
        {
            throw Failure($"{(isExpected ? "No request is this one" : "A request is this one, which is not expected")}: {Shown(line)}", sent);
        }
    }

    /// <summary>A failure that shows what was sent.</summary>
    public static RequestAssertionException Failure(string summary, IReadOnlyList<string> sent)
    {
        var message = new StringBuilder(summary).Append("\n\n");
        Add(message, "sent", sent, -1);
        return new RequestAssertionException(message.ToString().TrimEnd());
    }

    private static RequestAssertionException Failure(
        string summary, IReadOnlyList<string> sent, IReadOnlyList<string> expected, int place, bool patterns)
    {
        var columns = place < sent.Count && place < expected.Count
            ? Difference(Shown(expected[place]), Shown(sent[place]), patterns)
            : ((int Expected, int Sent)?)null;
        var message = new StringBuilder(summary).Append("\n\n");
        Add(message, "expected", expected, place, columns?.Expected);
        message.Append('\n');
        Add(message, "sent", sent, place, columns?.Sent);
        return new RequestAssertionException(message.ToString().TrimEnd());
    }

    // Each line that is expected takes one that was sent; what is left on either side is told.
    private static void CheckSets(IReadOnlyList<string> sent, IReadOnlyList<string> expected)
    {
        List<string> surplus = [.. sent], missing = [];
        foreach (var line in expected)
        {
            if (!surplus.Remove(line))
            {
                missing.Add(line);
            }
        }

        if (surplus.Count + missing.Count == 0)
        {
            return;
        }

        var message = new StringBuilder("The requests are not those expected, whatever their order.\n\n");
        Add(message, "missing", missing, -1);
        message.Append('\n');
        Add(message, "not expected", surplus, -1);
        message.Append('\n');
        Add(message, "sent", sent, -1);
        throw new RequestAssertionException(message.ToString().TrimEnd());
    }

    private static string Summary(IReadOnlyList<string> sent, IReadOnlyList<string> expected, int place, bool patterns)
    {
        var number = (place + 1).ToString(CultureInfo.InvariantCulture);
        if (!patterns && sent.Count == expected.Count && sent.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
        {
            return $"The requests are those expected in another order, from number {number} on. Where they run at once, use ShouldBeInAnyOrder.";
        }

        var counts = $"{Counted.Requests(sent.Count)} {(sent.Count == 1 ? "was" : "were")} sent, and {expected.Count.ToString(CultureInfo.InvariantCulture)} expected";
        return place == sent.Count ? $"Request {number} was not sent: {counts}."
            : place == expected.Count ? $"Request {number} is not expected: {counts}."
            : $"Request {number} is not the one expected{(sent.Count == expected.Count ? "" : $", and {counts}")}.";
    }

    private static bool Fits(string sent, string expected, bool patterns) =>
        patterns ? Regex.IsMatch(sent, Expression(expected), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) : sent == expected;

    private static string Expression(string pattern) => $@"\A{string.Join(".*", pattern.Split('*').Select(Regex.Escape))}\z";

    /// <summary>Where both part: at the first other character, behind a star of a pattern in the place that its next text fits longest.</summary>
    private static (int Expected, int Sent) Difference(string expected, string sent, bool patterns)
    {
        if (!patterns)
        {
            var same = expected.AsSpan().CommonPrefixLength(sent);
            return (same, same);
        }

        int inPattern = 0, inSent = 0;
        foreach (var text in expected.Split('*'))
        {
            var starts = inPattern == 0 ? [0] : Enumerable.Range(inSent, sent.Length - inSent + 1);
            var start = starts.MaxBy(s => text.AsSpan().CommonPrefixLength(sent.AsSpan(s)));
            var same = text.AsSpan().CommonPrefixLength(sent.AsSpan(start));
            (inPattern, inSent) = (inPattern + same, start + same);
            if (same < text.Length)
            {
                break;
            }

            inPattern++; // the star
        }

        return (Math.Min(inPattern, expected.Length), inSent);
    }

    private static void Add(StringBuilder message, string title, IReadOnlyList<string> lines, int place, int? column = null)
    {
        message.Append(title).Append(lines.Count == 0 ? ": none\n" : ":\n");
        for (var i = 0; i < lines.Count; i++)
        {
            message.Append(CultureInfo.InvariantCulture, $"{(i == place ? '>' : ' ')} {i + 1,2}  {Shown(lines[i])}\n");
            if (i == place && column is { } difference)
            {
                message.Append(' ', 6 + difference).Append("^\n");
            }
        }
    }

    // A value may hold a line break, which would tear the list, or what turns the direction of the text behind it.
    private static string Shown(string line) => line.Any(IsHidden)
        ? string.Concat(line.Select(c => IsHidden(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString()))
        : line;

    private static bool IsHidden(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
