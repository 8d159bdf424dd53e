using System.Text.RegularExpressions;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Reports;

/// <summary>Names and values never become markup, and never hide what follows them.</summary>
public sealed class HostileReportTests
{
    private const string Attack = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)> | a | `b` \\` ``c`` [l](javascript:x) ![p](x) **b** _i_ ~s~\r\n# h\n- l\t\0\u202Egnp.exe\u2066\u200B$1+1$ &lt; &#60; :x: @me #1 http://x.example </td></code></style>-->";

    [Fact]
    public void Values_are_texts()
    {
        var db = new EvilTable(new TableOptions<EvilTable>(InMemoryDynamoDb.NewClient()));
        var report = new TableReport(db) { Title = Attack }.AddPattern(Attack, db.Set().Where(t => t.Id == Attack && t.Note == Attack)).AddSamples(new Thing(Attack, Attack), new Thing("plain", Attack.Replace(' ', '|')));
        var html = report.ToHtml();
        html.ShouldNotMatch("(?i)<script|<img|<b>");
        foreach (var hidden in new[] { "\u202E", "\u2066", "\u200B", "\0", "\r" })
        {
            html.ShouldNotContain(hidden, Case.Sensitive);
            report.ToMarkdown().ShouldNotContain(hidden, Case.Sensitive);
        }

        html.ShouldContain("\\u202Egnp.exe");
        Tags(html).ShouldBe(Tags(new TableReport(db) { Title = "x" }.AddPattern("x", db.Set().Where(t => t.Id == "x" && t.Note == "x")).AddSamples(new Thing("a", "x"), new Thing("b", "x")).ToHtml()));
    }

    [Fact]
    public void What_cannot_be_seen_of_the_higher_planes_is_shown_by_its_code_too()
    {
        var db = new EvilTable(new TableOptions<EvilTable>(InMemoryDynamoDb.NewClient()));
        var tag = char.ConvertFromUtf32(0xE0041);
        var report = new TableReport(db).AddSamples(new Thing("a", $"x{tag}y😀"));
        foreach (var text in new[] { report.ToHtml(), report.ToMarkdown() })
        {
            text.ShouldNotContain(tag, Case.Sensitive);
            text.ShouldContain("y😀");
            text.Replace("&#92;", "\\").ShouldContain("x\\uDB40\\uDC41y");
        }
    }

    [Fact]
    public void A_row_of_Markdown_has_the_cells_of_its_table_and_nothing_else()
    {
        var db = new EvilTable(new TableOptions<EvilTable>(InMemoryDynamoDb.NewClient()));
        var text = new TableReport(db) { Title = Attack }.AddPattern(Attack, db.Set().Where(t => t.Id == Attack && t.Note == Attack)).AddSamples(new Thing(Attack, Attack)).ToMarkdown();
        var lines = text.Split('\n');
        lines[0].ShouldStartWith("# &lt;script&gt;");
        foreach (var (line, i) in lines.Select((l, i) => (l, i)).Where(x => x.l.StartsWith('|')))
        {
            var head = lines[..(i + 1)].Reverse().TakeWhile(l => l.StartsWith('|')).Last();
            line.Count(c => c == '|').ShouldBe(head.Count(c => c == '|'), line);
        }

        // Outside of spans of code: no tag but the one of code, no links, no pictures.
        var markup = Regex.Replace(text, "`[^`\n]*`", "");
        Regex.Matches(markup, "<[^>]*>").Select(m => m.Value).Distinct().ShouldBeSubsetOf(["<code>", "</code>"]);
        Regex.Matches(markup, ".{0,20}([\\[\\]`~\\\\]|!\\[|://|(?<![A-Za-z0-9])@me).{0,20}").Select(m => m.Value).ShouldBeEmpty();
        markup.ShouldNotContain("**b**");
    }

    [Fact]
    public void Names_of_attributes_and_indexes_are_texts()
    {
        var db = new EvilTable(new TableOptions<EvilTable>(InMemoryDynamoDb.NewClient()));
        var html = new TableReport(db).ToHtml();
        html.ShouldContain("&lt;script&gt;note|`&lt;/script&gt;");
        html.ShouldContain("a &lt;b&gt;x");
        html.ShouldNotMatch("(?i)<script|<b>");
        new TableReport(db).ToMarkdown().ShouldContain("<code>&lt;script&gt;note&#124;&#96;&lt;/script&gt;</code>");
    }

    private static List<string> Tags(string html) => [.. Regex.Matches(Regex.Replace(html, "<wbr>", ""), "<[^>]*>").Select(m => m.Value)];

    internal sealed class EvilTable(TableOptions<EvilTable> options) : TableContext(options)
    {
        public EntitySet<Thing> Set() => Set<Thing>();

        protected override void OnModelCreating(TableModelBuilder table) => table.HasName("Evil").HasKeys("a <b>x", "s&k").HasTypeIndex("Types").Entity<Thing>(e =>
        {
            e.HasKey(t => $"<i>&lt;{{x}}#{t.Id}", _ => "|`*_<u>");
            e.Property(t => t.Note).HasAttribute("<script>note|`</script>");
        });
    }

    internal sealed record Thing(string Id, string Note);
}
