using System.Xml.Linq;
using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks.Tests;

/// <summary>What the repository shows is what was measured: page and chart are made of the results beside them.</summary>
public class PublishedResultsTests
{
    private static readonly string s_root = Root(AppContext.BaseDirectory);

    private static readonly BenchmarkResults s_results = BenchmarkResults.Load(Doc(ReportCommand.ResultsFile));

    [Fact]
    public async Task The_figures_of_the_page_are_those_of_the_results()
    {
        var page = await File.ReadAllTextAsync(Doc(ReportCommand.PageFile));
        ResultPage.Fill(page, s_results).ShouldBe(page, "dotnet run … -- --redraw docs writes it again");
    }

    [Fact]
    public async Task The_chart_is_drawn_from_the_results() =>
        (await File.ReadAllTextAsync(Doc(ReportCommand.ChartFile))).ShouldBe(RatioChart.Draw(s_results), "dotnet run … -- --redraw docs draws it again");

    [Fact]
    public void The_chart_is_well_formed() => XDocument.Load(Doc(ReportCommand.ChartFile)).Root!.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"));

    [Fact]
    public void Everything_was_measured()
    {
        s_results.Scenarios.Select(s => s.Area).Distinct().ShouldBe(Enum.GetValues<Area>().Except([Area.ColdStart]), ignoreOrder: true);
        s_results.WithoutChecksum.Select(s => s.Area).Distinct().ShouldBe([Area.Read, Area.Include], ignoreOrder: true);
        s_results.Scenarios.Select(s => s.Name).ShouldBeUnique();
        s_results.Scenarios.Concat(s_results.WithoutChecksum).SelectMany(s => s.Variants)
            .ShouldAllBe(v => v.Microseconds > 0 && v.Microseconds < 1_000_000 && v.Bytes > 0);
        s_results.Outputs.Values.ShouldAllBe(lines => lines.Count > 0);
    }

    [Fact]
    public async Task The_README_shows_the_chart_and_how_it_is_made()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(s_root, "README.md"));
        readme.ShouldContain($"](docs/{ReportCommand.ChartFile})");
        readme.ShouldContain($"](docs/{ReportCommand.PageFile})");
        readme.ShouldContain("-- --report docs");
        (await File.ReadAllTextAsync(Doc(ReportCommand.PageFile))).ShouldContain($"]({ReportCommand.ChartFile})");
    }

    private static string Doc(string file) => Path.Combine(s_root, "docs", file);

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "SingleTable.Linq.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository."));
}
