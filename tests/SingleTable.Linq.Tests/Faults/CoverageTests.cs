using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SingleTable.Linq.Tests.Docs;

namespace SingleTable.Linq.Tests.Faults;

/// <summary>
/// Which tests show what: a test says so with <c>[Trait("Fault", "12")]</c>, for a line of docs/faults.md, or with <c>[Trait("Feature", "P5")]</c>.
/// <c>--filter-trait "Fault=12"</c> runs those of one.
/// </summary>
public partial class CoverageTests
{
    private const int Faults = 31;

    private static readonly string[] s_features = ["P3", "P4", "P5", "P6", "P7", "P11", "P14", "T4", "T7", "T8", "T9", "S3", "S6", "S7", "S8", "S9", "S16"];

    private static readonly ILookup<string, string> s_tests = Tests();

    [Fact]
    public void Every_fault_has_a_test_and_a_line_that_says_what_it_is()
    {
        var lines = Lines();
        lines.Select(l => l.Number).ShouldBe(Enumerable.Range(1, Faults));
        lines.ShouldAllBe(l => l.Fault.Length > 20 && l.Here.Length > 20);
        foreach (var (number, _, _, classes) in lines)
        {
            var shown = s_tests[string.Create(CultureInfo.InvariantCulture, $"Fault {number}")].ToList();
            shown.ShouldNotBeEmpty($"no test shows fault {number}");
            classes.ShouldNotBeEmpty($"docs/faults.md names no tests of fault {number}");
            classes.Except(shown).ShouldBeEmpty($"docs/faults.md names tests of fault {number} that have not its trait");
        }
    }

    [Fact]
    public void Every_feature_has_a_test() => s_features.Where(f => !s_tests.Contains($"Feature {f}")).ShouldBeEmpty();

    [Fact]
    public void No_trait_is_mistyped() => s_tests.Select(t => t.Key).Where(t => !KnownTrait().IsMatch(t)).ShouldBeEmpty();

    private static List<(int Number, string Fault, string Here, string[] Classes)> Lines() =>
    [
        .. from line in File.ReadLines(Path.Combine(Repository.Root, "docs", "faults.md"))
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 6 && int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
           select (int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], cells[3], cells[4].Split(", ").Select(c => c.Trim('`')).ToArray()),
    ];

    // By what they show, the classes of the tests that run everywhere: not those that need another engine, and none that is skipped.
    private static ILookup<string, string> Tests() => (
        from type in typeof(CoverageTests).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && !type.Name.EndsWith("_Endpoint", StringComparison.Ordinal) && !type.Name.EndsWith("_Container", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
        where method.GetCustomAttributes<FactAttribute>().Any(f => f.Skip is null)
        from trait in method.GetCustomAttributes<TraitAttribute>().Concat(type.GetCustomAttributes<TraitAttribute>())
        select (What: $"{trait.Name} {trait.Value}", Class: method.DeclaringType!.Name.Split('`')[0])).ToLookup(t => t.What, t => t.Class);

    [GeneratedRegex("^(Fault ([1-9]|[12][0-9]|3[01])|Feature (P([1-9]|1[0-6])|T([1-9]|1[01])|S([1-9]|1[0-6])))$")]
    private static partial Regex KnownTrait();
}
