using System.Text.RegularExpressions;
using SingleTable.Linq.Design.Tests.Models;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Tools;

/// <summary>The tool over built assemblies: the sample's, whose context takes more than its options, and that of the tests, with many contexts.</summary>
public sealed class ToolTests : IDisposable
{
    private static readonly string s_sample = TestModels.Sibling("MultiTenantSaas", "samples");

    private readonly string _folder = Directory.CreateTempSubdirectory("singletable-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Report_writes_both_pages_with_what_the_assembly_adds()
    {
        var run = await ToolRun.Of("report", s_sample, "--output", Path.Combine(_folder, "new", "pages"), "--title", "The table of Acme");
        run.Error.ShouldBe("");
        run.ExitCode.ShouldBe(0);
        run.Output.Split('\n').ShouldBe([Path.Combine(_folder, "new", "pages", "MultiTenantApp.html"), Path.Combine(_folder, "new", "pages", "MultiTenantApp.md"), ""]);
        var expected = Seed.Report(Seed.Table());
        expected.Title = "The table of Acme";
        (await File.ReadAllTextAsync(run.Output.Split('\n')[0])).ShouldBe(expected.ToHtml());
        (await File.ReadAllTextAsync(run.Output.Split('\n')[1])).ShouldBe(expected.ToMarkdown());
    }

    [Fact]
    public async Task Report_writes_one_page_where_one_is_asked_for()
    {
        (await ToolRun.Of("report", s_sample, "-o", _folder, "-f", "md", "--tenant", "a#b", "--table", "dev-app")).ExitCode.ShouldBe(0);
        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldBe(["dev-app.md"]);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "dev-app.md"))).ShouldContain("`TENANT#a$Sb#ORG#o1`");
    }

    [Fact]
    public async Task Export_writes_each_format()
    {
        var db = Seed.Table();
        (await ToolRun.Of("export", s_sample, "--format", "cloudformation")).ShouldBe(new ToolRun(0, TableExport.CloudFormation(db), ""));
        (await ToolRun.Of("export", s_sample, "--format", "sam")).ShouldBe(new ToolRun(0, TableExport.Sam(db), ""));
        (await ToolRun.Of("export", s_sample, "--format", "terraform")).ShouldBe(new ToolRun(0, TableExport.Terraform(db), ""));
        (await ToolRun.Of("export", s_sample, "--format", "createtable")).ShouldBe(new ToolRun(0, TableExport.CreateTable(db), ""));
        (await ToolRun.Of("export", s_sample, "--format", "workbench")).ShouldBe(new ToolRun(0, TableExport.Workbench(db, Seed.Report(db).Items), ""));
        var policy = TableExport.IamPolicy(db, new TenantPolicyOptions { Tenant = "a*", IsReadOnly = true });
        (await ToolRun.Of("export", s_sample, "--format", "iam", "--tenant", "a*", "--read-only"))
            .ShouldBe(new ToolRun(0, policy.Json, string.Concat(policy.Warnings.Select(w => $"Note: {w}\n"))));
        (await ToolRun.Of("export", s_sample, "--format", "iam", "--variable", "aws:userid")).Output.ShouldContain("TENANT#${aws:userid}#*");
        (await ToolRun.Of("export", s_sample, "--format", "timetolive")).ShouldBe(new ToolRun(2, "", "Nothing expires in the table MultiTenantApp.\n"));

        var file = Path.Combine(_folder, "table.tf.json");
        (await ToolRun.Of("export", s_sample, "-f", "terraform", "-o", file)).ShouldBe(new ToolRun(0, "", ""));
        (await File.ReadAllTextAsync(file)).ShouldBe(TableExport.Terraform(db));
    }

    [Fact]
    public async Task Of_several_contexts_one_is_chosen()
    {
        var none = await ToolRun.Of("export", TestModels.Path, "-f", "createtable");
        none.ExitCode.ShouldBe(2);
        none.Error.ShouldStartWith("'SingleTable.Linq.Tests' has several contexts. Choose one with --context: ");
        none.Error.ShouldContain("SingleTable.Linq.Tests.Models.DriveTable, ");
        (await ToolRun.Of("export", TestModels.Path, "-f", "createtable", "--context", "DriveTable")).ExitCode.ShouldBe(0);
        (await ToolRun.Of("export", TestModels.Path, "-f", "createtable", "--context", "SingleTable.Linq.Tests.Models.DriveTable")).ExitCode.ShouldBe(0);
        (await ToolRun.Of("export", TestModels.Path, "-f", "createtable", "--context", "NoTable")).Error.ShouldStartWith("'SingleTable.Linq.Tests' has no context 'NoTable'. It has: ");
        (await ToolRun.Of("export", typeof(Shouldly.Should).Assembly.Location, "-f", "createtable")).Error.ShouldStartWith("'Shouldly' has no context: a class that derives from TableContext");
    }

    [Fact]
    public async Task Diff_compares_with_an_older_export()
    {
        var file = Path.Combine(_folder, "old.json");
        (await ToolRun.Of("export", s_sample, "-f", "createtable", "-o", file)).ExitCode.ShouldBe(0);
        (await ToolRun.Of("diff", s_sample, "--with", file)).ShouldBe(new ToolRun(0, "Table MultiTenantApp is what the model says.\n", ""));

        var old = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, old.Replace("\"gsi1sk\"", "\"other\"", StringComparison.Ordinal));
        var drift = await ToolRun.Of("diff", s_sample, "--with", file);
        drift.ExitCode.ShouldBe(1);
        drift.Output.ShouldContain("error: the keys of index GSI1 are gsi1pk HASH, other RANGE, and the model says gsi1pk HASH, gsi1sk RANGE.");

        await File.WriteAllTextAsync(file, $"{{\"Table\": {old}}}");
        (await ToolRun.Of("diff", s_sample, "--with", file)).ExitCode.ShouldBe(0, "what aws dynamodb describe-table prints");
        var fraction = old.Insert(old.IndexOf('{', StringComparison.Ordinal) + 1, "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 1.5, \"WriteCapacityUnits\": 1},");
        foreach (var wrong in new[] { "", "[]", "{}", "{\"TableName\": 1}", "null", fraction, old.Replace("\"KeyType\"", "\"K\"", StringComparison.Ordinal), old.Replace("\"HASH\"", "null", StringComparison.Ordinal) })
        {
            await File.WriteAllTextAsync(file, wrong);
            var run = await ToolRun.Of("diff", s_sample, "--with", file);
            run.ExitCode.ShouldBe(2, wrong);
            run.Error.ShouldContain("is neither a request CreateTable");
        }

        (await ToolRun.Of("diff", s_sample, "--with", Path.Combine(_folder, "none.json"))).Error.ShouldStartWith("There is no file ");
    }

    [Fact]
    public async Task Its_name_alone_shows_what_it_can_do()
    {
        var run = await ToolRun.Of();
        (run.ExitCode, run.Error).ShouldBe((2, ""));
        run.Output.ShouldContain("report", Case.Sensitive);
        run.Output.ShouldBe((await ToolRun.Of("--help")).Output);
    }

    [Fact]
    public async Task Diff_compares_with_a_live_table()
    {
        var database = new InMemoryDynamoDb();
        await using var server = new LocalServer.Server(database, 0);
        await server.StartAsync();
        var missing = await ToolRun.Of("diff", s_sample, "--endpoint", server.Address);
        missing.ExitCode.ShouldBe(1);
        missing.Output.ShouldContain("the table is missing");

        using var client = database.CreateClient();
        await new MultiTenantSaas.SaasTable(new TableOptions<MultiTenantSaas.SaasTable>(client), new("u", "u", "r")).EnsureTableAsync();
        (await ToolRun.Of("diff", s_sample, "--endpoint", server.Address, "--region", "eu-west-1")).ShouldBe(new ToolRun(0, "Table MultiTenantApp is what the model says.\n", ""));
    }

    [Theory]
    [InlineData("Required argument 'assembly' missing for command: 'report'.", "report")]
    [InlineData("'drop'", "drop", "x.dll")]
    [InlineData("There is no file", "report", "x.dll")]
    [InlineData("Option '--format' is required.", "export", "x.dll")]
    [InlineData("Argument 'yaml' not recognized", "export", "x.dll", "-f", "yaml")]
    [InlineData("Argument 'pdf' not recognized", "report", "x.dll", "-f", "pdf")]
    [InlineData("Say with what to compare", "diff", "x.dll")]
    [InlineData("Say with what to compare", "diff", "x.dll", "--with", "a", "--endpoint", "http://localhost:1")]
    [InlineData("is not the address of a server", "diff", "x.dll", "--endpoint", "localhost:8000")]
    [InlineData("'--nothing'", "report", "x.dll", "--nothing")]
    public async Task Wrong_arguments_are_told(string message, params string[] arguments)
    {
        var run = await ToolRun.Of(arguments);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBe("");
        run.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Help_is_no_error()
    {
        var run = await ToolRun.Of("diff", "--help");
        run.ExitCode.ShouldBe(0);
        Regex.Replace(run.Output, "\\s+", " ").ShouldContain("Compares a table with the model. The exit code is 1 where they differ.");
    }

    [Fact]
    public async Task What_is_no_assembly_is_told()
    {
        var file = Path.Combine(_folder, "text.dll");
        await File.WriteAllTextAsync(file, "text");
        var run = await ToolRun.Of("report", file);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("is not an assembly of .NET that can be loaded");
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_and_a_table_that_cannot_be_are_told()
    {
        var tenant = await ToolRun.Of("report", s_sample, "-o", _folder, "--tenant", "");
        (tenant.ExitCode, tenant.Error).ShouldBe((2, "STL2002 The tenant is empty. Give the id of a tenant.\n"));
        var table = await ToolRun.Of("report", s_sample, "-o", _folder, "--table", "a b");
        table.ExitCode.ShouldBe(2);
        table.Error.ShouldContain("The table cannot be called 'a b'");
    }
}
