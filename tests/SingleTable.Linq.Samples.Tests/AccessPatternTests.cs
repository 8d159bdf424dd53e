using System.Text.RegularExpressions;
using SingleTable.Linq.Tests.Docs;

namespace SingleTable.Linq.Samples.Tests;

/// <summary>
/// The models of the sample: each pattern gives what it must, and README.md has exactly what was sent. <c>SINGLETABLE_UPDATE_DOCS=1 dotnet test</c> writes it anew; read what
/// it wrote.
/// </summary>
public sealed partial class AccessPatternTests
{
    private static readonly string s_page = Path.Combine(Repository.Root, "samples", "AccessPatterns", "README.md");

    public static TheoryData<string> Models => [.. Designs.All.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Each_pattern_gives_what_it_must(string id)
    {
        var results = await Design(id).RunAsync();

        results.Count.ShouldBeGreaterThanOrEqualTo(10);
        results.Where(r => !r.IsRight).Select(r => $"{r.Name}: {r.Error?.Message ?? "another result"}").ShouldBeEmpty();
        results.Select(r => r.Name).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task None_of_them_scans_or_sends_a_request_for_each_row(string id)
    {
        var results = await Design(id).RunAsync();

        results.SelectMany(r => r.Requests).ShouldNotContain(line => line.StartsWith("Scan ", StringComparison.Ordinal));
        results.Max(r => r.Requests.Count).ShouldBeLessThanOrEqualTo(4, "the four shards");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_model_sends_the_same_each_time(string id)
    {
        var (one, other) = (await Design(id).RunAsync(), await Design(id).RunAsync());

        one.SelectMany(r => r.Requests).ShouldBe(other.SelectMany(r => r.Requests));
    }

    [Fact]
    public async Task The_page_has_the_requests_that_are_sent()
    {
        var text = await File.ReadAllTextAsync(s_page);
        var sections = new List<string>();
        foreach (var design in Designs.All)
        {
            sections.Add(Markdown.Of(design, await design.RunAsync()));
        }

        Marks().Count(text).ShouldBe(1);
        var expected = Marks().Replace(text, $"<!-- patterns -->\n\n{string.Join('\n', sections).Replace("$", "$$", StringComparison.Ordinal)}\n<!-- end -->");
        if (Environment.GetEnvironmentVariable("SINGLETABLE_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(s_page, expected);
        }

        text.ShouldBe(expected);
    }

    private static ITableDesign Design(string id) => Designs.All.Single(d => d.Id == id);

    [GeneratedRegex("<!-- patterns -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marks();
}
