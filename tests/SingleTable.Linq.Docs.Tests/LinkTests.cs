using SingleTable.Linq.Docs.Tests.Pages;

namespace SingleTable.Linq.Docs.Tests;

/// <summary>Where the links of the pages lead.</summary>
public sealed class LinkTests
{
    // What a reader can be sent to outside: nothing that may be gone tomorrow without a test that sees it.
    private static readonly string[] s_outside = ["https://docs.aws.amazon.com/", "https://opentelemetry.io/", "https://learn.microsoft.com/"];

    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_that_are_there(string path)
    {
        var page = Page.Read(path);
        var dead = Links.Of(page).Where(link => !Exists(page, link));
        dead.ShouldBeEmpty(path);
    }

    [Fact]
    public void Each_page_is_reached_from_the_README()
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(["README.md"]);
        while (next.TryDequeue(out var path))
        {
            if (seen.Add(path) && path.EndsWith(".md", StringComparison.Ordinal))
            {
                foreach (var link in Links.Of(Page.Read(path)).Where(l => !l.Contains("://", StringComparison.Ordinal) && l[0] != '#'))
                {
                    next.Enqueue(Resolve(path, link.Split('#')[0]));
                }
            }
        }

        Repository.Pages.Where(p => p.StartsWith("docs/", StringComparison.Ordinal)).Except(seen).ShouldBeEmpty("pages that nobody finds");
    }

    [Theory]
    [InlineData("# What it promises", "what-it-promises")]
    [InlineData("## `Take`, and C# 14", "take-and-c-14")]
    [InlineData("### [A link](x.md) here", "a-link-here")]
    public void Anchors_are_those_of_GitHub(string heading, string anchor)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, heading + "\n");
        Links.Anchors(Page.Read(file)).ShouldBe([anchor]);
        File.Delete(file);
    }

    private static bool Exists(Page page, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal))
        {
            return s_outside.Any(o => link.StartsWith(o, StringComparison.Ordinal));
        }

        var parts = link.Split('#');
        var path = parts[0].Length == 0 ? page.Path : Resolve(page.Path, parts[0]);
        var isThere = File.Exists(Repository.Full(path)) || Directory.Exists(Repository.Full(path));
        return isThere && (parts.Length == 1 || Links.Anchors(Page.Read(path)).Contains(parts[1]));
    }

    private static string Resolve(string from, string link)
    {
        var folder = from.Contains('/') ? from[..from.LastIndexOf('/')] : "";
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Full(folder), link))).Replace(Path.DirectorySeparatorChar, '/');
    }
}
