using System.Text;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>The pages of the error codes, and the list of them.</summary>
internal static partial class ErrorPages
{
    public const string Folder = "docs/errors";
    public const string Index = $"{Folder}/README.md";

    private static readonly (string Range, string Title)[] s_groups =
    [
        ("STL00", "The model"), ("STL10", "Queries that cannot be understood"), ("STL11", "What DynamoDB cannot do"), ("STL12", "How items are reached"),
        ("STL13", "Pages"), ("STL20", "Values of keys"), ("STL21", "Tenants"), ("STL30", "What became of a write"), ("STL31", "Writes that are refused, and operations"),
        ("STL40", "Items that are not as expected"), ("STL41", "Answers that are not as expected"), ("STL42", "Budgets"), ("STL50", "Warnings"), ("STL51", "Hosting"),
        ("STL52", "Testing"), ("STL53", "Reports and tools"),
    ];

    /// <summary>All codes that the libraries raise.</summary>
    public static IReadOnlySet<string> CodesInSource { get; } = Repository.Files("src", "*.cs")
        .SelectMany(f => File.ReadLines(Repository.Full(f)).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)))
        .SelectMany(l => Code().Matches(l).Select(m => m.Value)).ToHashSet();

    /// <summary>All codes that have a page.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. Repository.Files(Folder, "STL*.md").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    public static string PathOf(string code) => $"{Folder}/{code}.md";

    /// <summary>What the heading says behind the code.</summary>
    public static string Title(string code) => Heading().Match(Repository.Read(PathOf(code))) is { Success: true } heading && heading.Groups["code"].Value == code
        ? heading.Groups["title"].Value
        : throw new InvalidOperationException($"{PathOf(code)} does not begin with '# {code}: what is wrong'.");

    /// <summary>Why the page shows no code that provokes the error; null where it does.</summary>
    public static string? WhyNoExample(string code) => NoExample().Match(Repository.Read(PathOf(code))) is { Success: true } reason ? reason.Groups["reason"].Value : null;

    /// <summary>The list of all pages, as it must stand in the file.</summary>
    public static string IndexText()
    {
        var text = new StringBuilder("""
            # Errors by code

            Errors of this library derive from `SingleTableException`. The message says what could not be done, where, because of what, and what to do; `Code` is stable, and
            `Entity`, `Property`, `Operation` and `RequestId` tell the rest. Messages hold no keys and no values of items, so they can be logged. What the service itself
            refuses (throttling, access, a missing table) is the AWS SDK's own exception. And as everywhere in .NET, `SingleAsync` and `FirstAsync` without a result are an
            `InvalidOperationException`, a wrong argument is an `ArgumentException`, and a cancelled call an `OperationCanceledException`.

            The examples of these pages are run by the tests, and the messages are what they raised. This list is made from the pages.

            """);
        foreach (var (range, title) in s_groups.Where(g => Codes.Any(c => c.StartsWith(g.Range, StringComparison.Ordinal))))
        {
            text.Append("\n## ").Append(title).Append("\n\n| code | what is wrong |\n|---|---|\n");
            foreach (var code in Codes.Where(c => c.StartsWith(range, StringComparison.Ordinal)))
            {
                text.Append("| [").Append(code).Append("](").Append(code).Append(".md) | ").Append(Title(code)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"STL\d{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A# (?<code>STL\d{4}): (?<title>[^\n]+)\n")]
    private static partial Regex Heading();

    [GeneratedRegex("^<!-- no example: (?<reason>.+?) -->", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NoExample();
}
