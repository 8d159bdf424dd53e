using SingleTable.Linq.Design.Tests.Models;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Exports;

/// <summary>Each exported file creates the table that the context itself creates: of the seed and of all models that the tests have.</summary>
public sealed class SameTableTests
{
    [Fact]
    public async Task Exported_files_create_the_table_that_the_context_creates()
    {
        var (count, expiring, several, local) = (0, 0, 0, 0);
        foreach (var context in TestModels.All(InMemoryDynamoDb.NewClient))
        {
            var (name, client) = (context.Model.Name, context.Options.Client);
            await context.EnsureTableAsync();
            var expected = await LiveTable.DescribeAsync(client, name);
            (await OfAsync(Interpreter.CloudFormation(TableExport.CloudFormation(context)), name)).ShouldBe(expected, $"CloudFormation of {context.GetType().FullName}");
            (await OfAsync(Interpreter.CloudFormation(TableExport.Sam(context), isSam: true), name)).ShouldBe(expected, $"SAM of {context.GetType().FullName}");
            (await OfAsync(Interpreter.Terraform(TableExport.Terraform(context)), name)).ShouldBe(expected, $"Terraform of {context.GetType().FullName}");
            (await OfAsync(Interpreter.CreateTable(TableExport.CreateTable(context)), name, withTimeToLive: false))
                .ShouldBe(await LiveTable.DescribeAsync(client, name, withTimeToLive: false), $"CreateTable of {context.GetType().FullName}");
            (TableExport.TimeToLive(context) is null).ShouldBe(context.Model.TimeToLiveAttribute is null);
            count++;
            expiring += context.Model.TimeToLiveAttribute is null ? 0 : 1;
            several += context.Model.Indexes.Any(i => i.PartitionAttributes.Count + i.SortAttributes.Count > 2) ? 1 : 0;
            local += context.Model.Indexes.Any(i => i.IsLocal) ? 1 : 0;
        }

        count.ShouldBeGreaterThan(25);
        expiring.ShouldBeGreaterThan(2);
        several.ShouldBeGreaterThan(1);
        local.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_request_of_time_to_live_is_complete()
    {
        using var client = InMemoryDynamoDb.NewClient();
        TableExport.TimeToLive(new WideTable(new TableOptions<WideTable>(client))).ShouldBe("""
            {
              "TableName": "Logistics.Of_a-wide.Company",
              "TimeToLiveSpecification": {
                "AttributeName": "expires",
                "Enabled": true
              }
            }

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Names_that_are_templates_elsewhere_stay_names()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var context = new OddTable(new TableOptions<OddTable>(client));
        await context.EnsureTableAsync();
        var expected = await LiveTable.DescribeAsync(client, "Odd");
        (await OfAsync(Interpreter.Terraform(TableExport.Terraform(context)), "Odd")).ShouldBe(expected);
        var error = Should.Throw<ExportException>(() => TableExport.CloudFormation(context));
        error.Code.ShouldBe("STL5300");
        error.Message.ShouldContain("{{resolve:ssm:x}}");
    }

    private static async Task<string> OfAsync((Amazon.DynamoDBv2.Model.CreateTableRequest, string?) table, string name, bool withTimeToLive = true)
    {
        using var client = InMemoryDynamoDb.NewClient();
        await LiveTable.CreateAsync(client, table);
        return await LiveTable.DescribeAsync(client, name, withTimeToLive);
    }

    private sealed class OddTable(TableOptions<OddTable> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table) => table.HasName("Odd").HasKeys("${var.x}", "%{if true}").HasIndex("Index", "{{resolve:ssm:x}}", "$${y}")
            .Entity<Thing>(e => e.HasKey(t => $"{t.Id}", _ => "THING").HasIndex("Index", t => $"{t.Id}", t => $"{t.Id}"));
    }

    private sealed record Thing(string Id);
}
