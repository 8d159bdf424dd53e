using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks.Results;

/// <summary>Measures everything and writes what is shown of it: results, page and chart of a folder. No figure in them is typed by hand.</summary>
internal static class ReportCommand
{
    public const string ResultsFile = "performance.json";
    public const string ChartFile = "performance.svg";
    public const string PageFile = "performance.md";

    // Each in a process of its own; their lines stand on the page as they are, where it has a mark of their name.
    private static readonly string[] s_further = ["cold", "seen", "slow-bodies", "growth"];

    public static int Run(string folder, RatioOptions options)
    {
        var scenarios = RatioCommand.Measure(options, out _);
        var withoutChecksum = RatioCommand.Measure(options with { HasChecksum = false }, out _);
        var outputs = s_further.ToDictionary(c => c, c => Lines(OwnProcess.Run($"--{c}")));
        new BenchmarkResults(RatioCommand.Describe(options.Rounds), scenarios, withoutChecksum, outputs).Save(Path.Combine(folder, ResultsFile));
        return Redraw(folder);
    }

    public static int Redraw(string folder)
    {
        var results = BenchmarkResults.Load(Path.Combine(folder, ResultsFile));
        var page = Path.Combine(folder, PageFile);
        File.WriteAllText(page, ResultPage.Fill(File.ReadAllText(page), results));
        File.WriteAllText(Path.Combine(folder, ChartFile), RatioChart.Draw(results));
        return 0;
    }

    private static IReadOnlyList<string> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l[0] != '#')];
}
