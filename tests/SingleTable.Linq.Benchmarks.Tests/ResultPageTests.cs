using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks.Tests;

public class ResultPageTests
{
    private static readonly string[] s_marks = ["measured", "ratios", "costs", "without-checksum", "translation", "materialization", "engine", "cold"];

    private static readonly BenchmarkResults s_results = Some.Results(
        Some.Wire("GetItem", 0.5, 0.25, Some.Context(2, 4)),
        Some.Wire("Include", 0.05, 0.75),
        new(Area.Translation, "t", "Query", [new("seen-before", 1.5, 100), new("compiled", 0.25, 24)]),
        new(Area.Engine, "e", "PutItem", [new("embedded-engine", 50, 2048), new("canned-response", 40, 1024)]));

    private static string Page => string.Concat(s_marks.Select(m => $"## {m}\n\n<!-- {m} -->\nstale\n<!-- end -->\n\n"));

    [Fact]
    public void Ratios_are_those_of_the_library_to_each_peer()
    {
        var page = ResultPage.Fill(Page, s_results);
        page.ShouldContain("|  | to low-level SDK | to DynamoDBContext |\n|---|--:|--:|\n");
        page.ShouldContain("| GetItem | 0.50 / 0.25 | 0.25 / 0.063 |\n");
        page.ShouldContain("| Include | 0.050 / 0.75 |  |\n");
    }

    [Fact]
    public void Costs_are_absolute() =>
        ResultPage.Fill(Page, s_results).ShouldContain("| GetItem | 50.0 µs, 250 B | 100 µs, 1.0 KB | 200 µs, 3.9 KB |\n");

    [Fact]
    public void Areas_without_a_wire_have_their_own_tables()
    {
        var page = ResultPage.Fill(Page, s_results);
        page.ShouldContain("| Query | `compiled` | 0.25 µs | 24 B |\n");
        page.ShouldContain("| PutItem | 50.0 µs | 2.0 KB | 20,000 | 40.0 µs, 1.0 KB |\n");
    }

    [Fact]
    public void Outputs_of_commands_stand_as_they_are() =>
        ResultPage.Fill(Page, s_results).ShouldContain("<!-- cold -->\n```\nCOST cold-find time=100ms\nRATIO cold-find low-level time=1.1\n```\n<!-- end -->");

    [Fact]
    public void What_stands_outside_of_the_marks_stays_and_what_was_inside_goes()
    {
        var page = ResultPage.Fill("before\n" + Page + "after\n", s_results);
        page.ShouldStartWith("before\n## measured\n");
        page.ShouldEndWith("after\n");
        page.ShouldNotContain("stale");
        ResultPage.Fill(page, s_results).ShouldBe(page);
    }

    [Fact]
    public void A_part_without_a_place_is_an_error() =>
        Should.Throw<InvalidDataException>(() => ResultPage.Fill(Page.Replace("<!-- costs -->", "", StringComparison.Ordinal), s_results)).Message.ShouldContain("costs");

    [Fact]
    public void A_place_without_a_part_is_an_error() =>
        Should.Throw<InvalidDataException>(() => ResultPage.Fill(Page + "<!-- other -->\n<!-- end -->\n", s_results)).Message.ShouldContain("other");

    [Fact]
    public void A_place_that_is_there_twice_is_an_error() => Should.Throw<InvalidDataException>(() => ResultPage.Fill(Page + Page, s_results));

    [Fact]
    public void Results_come_back_from_their_file_as_they_were()
    {
        var file = Path.GetTempFileName();
        try
        {
            s_results.Save(file);
            ResultPage.Fill(Page, BenchmarkResults.Load(file)).ShouldBe(ResultPage.Fill(Page, s_results));
            RatioChart.Draw(BenchmarkResults.Load(file)).ShouldBe(RatioChart.Draw(s_results));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(0.0004, "0.00 µs")]
    [InlineData(9.994, "9.99 µs")]
    [InlineData(9.996, "10.0 µs")]
    [InlineData(99.96, "100 µs")]
    [InlineData(999.4, "999 µs")]
    [InlineData(999.6, "1.00 ms")]
    [InlineData(12345.6, "12.35 ms")]
    public void Times_have_the_unit_that_fits(double microseconds, string text) => Text.Time(microseconds).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 KB")]
    [InlineData(102_400, "100 KB")]
    [InlineData(7_340_032, "7.00 MB")]
    public void Sizes_have_the_unit_that_fits(double bytes, string text) => Text.Size(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.0951, "0.095")]
    [InlineData(0.0996, "0.10")]
    [InlineData(1.006, "1.01")]
    [InlineData(99.99, "99.99")]
    [InlineData(123.4, "123")]
    [InlineData(1e9, ">9999")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Ratios_have_five_characters_at_most(double ratio, string text) => Text.Ratio(ratio).ShouldBe(text);
}
