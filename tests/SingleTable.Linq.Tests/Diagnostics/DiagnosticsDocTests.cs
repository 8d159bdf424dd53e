using System.Globalization;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Tests.Docs;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>The page names all that there is.</summary>
public class DiagnosticsDocTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));

    [Fact]
    public void All_attributes_are_on_the_page() => Constants(typeof(TagNames)).Where(n => n != TagNames.DynamoDb)
        .Where(name => !s_page.Contains($"`{name}`") && !s_page.Contains($"`{name[name.LastIndexOf('.')..]}`")).ShouldBeEmpty();

    [Fact]
    public void All_metrics_are_on_the_page()
    {
        var instruments = typeof(TableMetrics).GetProperties().Select(p => p.GetValue(null)).OfType<System.Diagnostics.Metrics.Instrument>().ToList();
        instruments.Count.ShouldBe(9);
        instruments.Where(i => !s_page.Contains(
            $"| `{i.Name}` | {(i.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram" : "counter")}, {i.Unit} |")).Select(i => i.Name).ShouldBeEmpty();
    }

    [Fact]
    public void All_events_are_on_the_page()
    {
        foreach (var field in typeof(TableEventIds).GetFields())
        {
            var id = ((int)field.GetRawConstantValue()!).ToString(CultureInfo.InvariantCulture);
            var line = id[0] == '5' ? id[1] == '0' ? $"| {id} | `{field.Name}` |" : "| 5101 to 5104 |" : $"| {id} | {field.Name} |";
            s_page.ShouldContain(line);
        }

        Constants(typeof(TableLogCategories)).Where(c => !s_page.Contains($"`{c}`")).ShouldBeEmpty();
        Enum.GetNames<TableWarning>().Where(w => !s_page.Contains($"| `{w}` |")).ShouldBeEmpty();
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
}
