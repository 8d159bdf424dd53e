using System.Text;
using System.Text.RegularExpressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

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
        var blocks = new Dictionary<string, string>();
        foreach (var topic in topics)
        {
            blocks.Add(topic, await BlockAsync(topic));
        }

        var expected = Marks().Replace(text, m => $"<!-- {m.Groups["topic"].Value} -->\n{blocks[m.Groups["topic"].Value]}<!-- end -->");
        if (Environment.GetEnvironmentVariable("SINGLETABLE_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(s_page, expected);
        }

        text.ShouldBe(expected);
    }

    private static async Task<string> BlockAsync(string topic)
    {
        var block = new StringBuilder("```csharp\n");
        var isFirst = true;
        foreach (var example in LinqExamples.All.Where(e => e.Topic == topic))
        {
            block.Append(isFirst ? "" : "\n").Append(example.Code).Append('\n');
            isFirst = false;
            foreach (var line in await OutcomeAsync(example))
            {
                block.Append("// ").Append(line).Append('\n');
            }
        }

        return block.Append("```\n").ToString();
    }

    private static async Task<IReadOnlyList<string>> OutcomeAsync(LinqExample example)
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var options = new TableOptions<SaasTable>(await s_client.Value) { Log = lines.Enqueue, SensitiveLogging = true, TimeProvider = s_clock };
        try
        {
            await example.Run(new SaasTable(options.ForTenant("acme")));
        }
        catch (SingleTableException refusal)
        {
            lines.ShouldBeEmpty($"{example.Code} was refused after a request");
            return [refusal.Message];
        }

        // Requests that run at once may come in any order.
        return lines.IsEmpty ? ["no request"] : [.. lines.Distinct().Order(StringComparer.Ordinal)];
    }

    private static readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider s_clock = new(SaasData.Day);

    private static readonly Lazy<Task<Amazon.DynamoDBv2.AmazonDynamoDBClient>> s_client = new(async () =>
    {
        var client = InMemoryDynamoDb.NewClient();
        var db = new SaasTable(new TableOptions<SaasTable>(client).ForTenant("acme"));
        await db.EnsureTableAsync();
        await db.Organizations.BatchPutAsync(SaasData.Organizations);
        await db.Teams.BatchPutAsync(SaasData.Teams);
        await db.Members.BatchPutAsync(SaasData.Members);
        await db.Projects.BatchPutAsync(SaasData.Projects);
        await db.Readings.BatchPutAsync(SaasData.Readings);
        return client;
    });

    [GeneratedRegex("<!-- (?<topic>[a-z-]+) -->\n(?<block>.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Marks();
}
