using System.Text;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.Tests.Docs;

/// <summary>
/// The examples of docs/linq.md stand between marks, each with the requests that it sends or the error that it gives. They are run here, and what they do is
/// compared with what the page says. <c>SINGLETABLE_UPDATE_DOCS=1 dotnet test</c> writes the page anew; read what it wrote.
/// </summary>
public sealed partial class LinqDocTests
{
    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "linq.md");

    [Fact]
    public async Task Each_example_does_what_the_page_says()
    {
        var text = await File.ReadAllTextAsync(s_page);
        var topics = Marks().Matches(text).Select(m => m.Groups["topic"].Value).ToList();
        LinqExamples.All.Select(e => e.Topic).Distinct().Except(topics).ShouldBeEmpty("examples without a place on the page");
        topics.Except(LinqExamples.All.Select(e => e.Topic)).ShouldBeEmpty("places without examples");
        topics.ShouldBeUnique();
        var world = new DocWorld();
        await world.SeedAsync();
        var blocks = new Dictionary<string, string>();
        foreach (var topic in topics)
        {
            blocks.Add(topic, await BlockAsync(topic, world));
        }

        var expected = Marks().Replace(text, m => $"<!-- {m.Groups["topic"].Value} -->\n{blocks[m.Groups["topic"].Value]}<!-- end -->");
        if (Environment.GetEnvironmentVariable("SINGLETABLE_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(s_page, expected);
        }

        text.ShouldBe(expected);
    }

    private static async Task<string> BlockAsync(string topic, DocWorld world)
    {
        var block = new StringBuilder("```csharp\n");
        var isFirst = true;
        foreach (var example in LinqExamples.All.Where(e => e.Topic == topic))
        {
            block.Append(isFirst ? "" : "\n").Append(example.Code).Append('\n');
            isFirst = false;
            foreach (var line in await OutcomeAsync(example, world))
            {
                block.Append("// ").Append(line).Append('\n');
            }
        }

        return block.Append("```\n").ToString();
    }

    private static async Task<IReadOnlyList<string>> OutcomeAsync(LinqExample example, DocWorld world)
    {
        try
        {
            await example.Run(world);
        }
        catch (SingleTableException refusal)
        {
            world.TakeLines().ShouldBeEmpty($"{example.Code} was refused after a request");
            return [refusal.Message];
        }

        return world.TakeLines() is { Count: > 0 } lines ? lines : ["no request"];
    }

    [GeneratedRegex("<!-- (?<topic>[a-z-]+) -->\n(?<block>.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marks();
}
