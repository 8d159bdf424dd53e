using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Design.Tests.Models;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Reports;

/// <summary>What is on the pages: the item collections with their items, the indexes, the patterns, what nobody uses.</summary>
public sealed partial class ReportTests
{
    [Fact]
    public void Without_samples_the_keys_are_shown_as_the_model_makes_them()
    {
        var text = new TableReport(Seed.Table().Model).ToMarkdown();
        text.ShouldContain("""
            | `TENANT#{TenantId}#ORG#{Id}` | `#METADATA` | 🟦 Organization | Id: `string`; TenantId: `string`; Name: `string`; Plan: `Plan`; MaxUsers: `int`; MemberCount: `int`; CreatedAt: `DateTimeOffset`; UpdatedAt: `DateTimeOffset?`; CreatedBy: `string` |
            |  | `TEAM#{Id}` | 🟩 Team | 
            """.ReplaceLineEndings("\n"));
        text.ShouldContain("|  | `TEAM#{TeamId}#MEMBER#{Id}` | 🟧 TeamMember |");
        text.ShouldContain("| `TENANT#{TenantId}#UNIQUE#WebDomain.Host#{Host}` | `UNIQUE#{Host}` | ⬜ guard of WebDomain.Host |");
        text.ShouldContain("| `{TenantId}#Project` | `{time of creation}` | 🟪 Project | pk: `TENANT#{TenantId}#TEAM#{TeamId}`; sk: `PROJECT#{Id}`;");
        text.ShouldContain("| `TENANT#{TenantId}#TEAM#{TeamId}` | `STATUS#{Status}#{CreatedAt}` | 🟪 Project | pk: ");
        text.ShouldNotContain("Access patterns");
    }

    [Fact]
    public void Samples_stand_in_their_item_collections_in_the_order_of_their_sort_keys()
    {
        var db = Seed.Table();
        var shuffled = Seed.Entities().Reverse().ToArray();
        var text = new TableReport(db).AddSamples(shuffled).ToMarkdown();
        Section(text, "## The table").Where(l => l.StartsWith("| `", StringComparison.Ordinal) || l.StartsWith("|  |", StringComparison.Ordinal)).Select(l => string.Join('|', l.Split('|')[1..4]).Replace(" ", ""))
            .ShouldBe(
            [
                "`TENANT#acme#ORG#o1`|`#METADATA`|🟦Organization",
                "|`TEAM#t1`|🟩Team",
                "|`TEAM#t1#MEMBER#u1`|🟧TeamMember",
                "|`TEAM#t1#MEMBER#u2`|🟧TeamMember",
                "|`TEAM#t2`|🟩Team",
                "|`TEAM#t2#MEMBER#u3`|🟧TeamMember",
                "`TENANT#acme#TEAM#t1`|`PROJECT#p1`|🟪Project",
                "|`PROJECT#p2`|🟪Project",
                "`TENANT#acme#TEAM#t2`|`PROJECT#p3`|🟪Project",
                "`TENANT#acme#DOMAIN#d1`|`#METADATA`|🟥WebDomain",
                "`TENANT#acme#AUDIT#Organization#o1`|`LOG#2026-03-09T09:30:00.0000000Z#01JQ`|🔵AuditLog",
                "`TENANT#{TenantId}#UNIQUE#WebDomain.Host#{Host}`|`UNIQUE#{Host}`|⬜guardofWebDomain.Host",
            ]);
        Section(text, "## Index GSI1").Count(l => l.Contains("🟪", StringComparison.Ordinal)).ShouldBe(3, "only projects are on it");
    }

    [Fact]
    public async Task Items_read_from_a_table_look_as_those_made_of_entities()
    {
        var db = Seed.Table();
        await db.EnsureTableAsync();
        foreach (var team in Seed.Entities().OfType<MultiTenantSaas.Team>())
        {
            await db.Teams.CreateAsync(team);
        }

        await db.Domains.CreateAsync(new MultiTenantSaas.WebDomain { Id = "d1", Host = "Rockets.example" });
        var items = (await db.Options.Client.ScanAsync(new ScanRequest { TableName = db.Model.Name })).Items;
        var text = new TableReport(db.Model).AddItems(items).ToMarkdown();
        text.ShouldContain("| `TENANT#acme#ORG#o1` | `TEAM#t1` | 🟩 Team | Id: t1; TenantId: acme;");
        text.ShouldNotContain("&#95;w: ");
        text.ShouldContain("| `TENANT#acme#UNIQUE#WebDomain.Host#rockets.example` | `UNIQUE#rockets.example` | ⬜ guard of WebDomain.Host |");
        text.ShouldNotContain("WebDomain.Host#{Host}", Case.Sensitive, "a guard is there to see");
    }

    [Fact]
    public void Patterns_show_their_requests_and_what_they_share()
    {
        var text = Seed.Report(Seed.Table()).ToMarkdown();
        text.ShouldContain("| An organization | GetItem | table | `pk = TENANT#acme#ORG#o1 and sk = #METADATA` |  | 1 request | 0.5 RCU |");
        text.ShouldContain("| Active projects of a team, newest first | Query | GSI1 | `gsi1pk = TENANT#acme#TEAM#t1 and gsi1sk begins&#95;with STATUS#Active#`".Replace("&#95;", "_", StringComparison.Ordinal));
        text.ShouldContain("| `Role = Admin` |");
        text.ShouldContain("- **GSI1**: Active projects of a team, newest first");
        text.ShouldContain("- Members of a team · Administrators of a team\n");
        text.ShouldContain("### Unused indexes\n\n- TypeIndex\n");
        var html = Seed.Report(Seed.Table()).ToHtml();
        html.ShouldContain("<th scope=\"row\" rowspan=\"2\">Projects of several teams</th>");
        html.ShouldContain("<strong>GSI1</strong>: Active projects of a team, newest first");
    }

    [Fact]
    public void Capacity_is_what_the_sizes_of_the_samples_make_of_it()
    {
        var db = Seed.Table();
        var large = new TableReport(db).AddPattern("One", db.Teams.Where(t => t.OrganizationId == "o" && t.Id == "t")).AddPattern("Some", db.Teams.Where(t => t.OrganizationId == "o"))
            .AddPattern("Exact", db.Teams.Where(t => t.OrganizationId == "o" && t.Id == "t").ConsistentRead())
            .AddSamples(new MultiTenantSaas.Team { Id = "t", OrganizationId = "o", Name = new string('x', 9000) }).ToMarkdown();
        large.ShouldContain("1 request | 1.5 RCU |");
        large.ShouldContain("(consistent) |  | 1 request | 3 RCU |");
        large.ShouldContain("0.5 RCU for each 4 KB: 3 of them for a Team |");
    }

    [Fact]
    public void The_same_input_gives_the_same_text_in_any_culture()
    {
        var (html, markdown) = (Pages().Html, Pages().Markdown);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "tr-TR", "ar-SA", "de-DE", "" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                Pages().ShouldBe((html, markdown), name);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        html.ShouldNotContain("\r");

        static (string Html, string Markdown) Pages()
        {
            var (seed, wide) = (Seed.Report(Seed.Table()), Wide.Report(Wide.Table()));
            return (seed.ToHtml() + wide.ToHtml(), seed.ToMarkdown() + wide.ToMarkdown());
        }
    }

    [Fact]
    public void The_page_needs_nothing_else()
    {
        foreach (var html in new[] { Seed.Report(Seed.Table()).ToHtml(), Wide.Report(Wide.Table()).ToHtml() })
        {
            html.ShouldNotMatch("(?i)<script|<link|<img|<iframe|@import|url\\(|src=|https?://|javascript:|\\son\\w+=");
            html.ShouldContain("default-src 'none'");
            Ids().Matches(html).Select(m => m.Groups[1].Value).ShouldBeUnique();
            var ids = Ids().Matches(html).Select(m => m.Groups[1].Value).ToHashSet();
            References().Matches(html).Select(m => m.Groups[1].Value).ShouldAllBe(r => ids.Contains(r));
        }
    }

    [Fact]
    public void All_models_of_the_tests_have_pages()
    {
        var count = 0;
        foreach (var context in TestModels.All(InMemoryDynamoDb.NewClient))
        {
            var (html, markdown) = (new TableReport(context).ToHtml(), new TableReport(context).ToMarkdown());
            foreach (var entity in context.Model.Entities.Where(e => !e.IsAbstract))
            {
                html.ShouldContain($"Properties of {System.Net.WebUtility.HtmlEncode(entity.Name)}");
                Section(markdown, "## The table").ShouldContain(l => l.Contains($" {Markdown.MarkdownText.Escape(entity.Name)} |", StringComparison.Ordinal), $"{entity.Name} of {context.Model.Name}");
            }

            count++;
        }

        count.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void Saves_both_pages()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"singletable-report-{Guid.NewGuid():N}");
        try
        {
            var report = Seed.Report(Seed.Table());
            report.Save(Path.Combine(folder, "new"));
            report.Save(Path.Combine(folder, "new"), "other");
            Directory.GetFiles(Path.Combine(folder, "new")).Select(Path.GetFileName).ShouldBe(["MultiTenantApp.html", "MultiTenantApp.md", "other.html", "other.md"], ignoreOrder: true);
            File.ReadAllText(Path.Combine(folder, "new", "MultiTenantApp.html")).ShouldBe(report.ToHtml());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Wrong_input_is_refused()
    {
        var report = new TableReport(Seed.Table());
        Should.Throw<ArgumentNullException>(() => new TableReport((TableContext)null!));
        Should.Throw<ArgumentNullException>(() => new TableReport((TableSchema)null!));
        Should.Throw<ArgumentException>(() => report.AddPattern(" ", Seed.Table().Teams));
        Should.Throw<ArgumentException>(() => report.Title = "");
        Should.Throw<InvalidOperationException>(() => new TableReport(Seed.Table().Model).AddSamples(new MultiTenantSaas.Team { OrganizationId = "o", Name = "x" }));
        Should.Throw<QueryTranslationException>(() => report.AddSamples("a text"));
        Should.Throw<ArgumentException>(() => report.AddItems(new Dictionary<string, AttributeValue> { ["pk"] = new("x") })).Message.ShouldContain("'sk'");
        Should.Throw<QueryTranslationException>(() => report.AddPattern("Scan", Seed.Table().Teams.Where(t => t.Name == "x"))).Code.ShouldBe("STL1201");
    }

    private static List<string> Section(string markdown, string title) =>
        [.. markdown.Split('\n').SkipWhile(l => l != title).Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal))];

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("(?:href=\"#|aria-labelledby=\")([^\"]+)\"")]
    private static partial Regex References();
}
