using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>Prints what the library costs in relation to its peers; lines that begin with RATIO are for programs.</summary>
internal static class RatioCommand
{
    public static int Run(RatioOptions options)
    {
        var costs = Measure(options, out var isAccepted);
        var results = new BenchmarkResults(Describe(options.Rounds), costs, [], new Dictionary<string, IReadOnlyList<string>>());
        if (options.JsonFile is { } json)
        {
            results.Save(json);
        }

        if (options.ChartFile is { } chart)
        {
            File.WriteAllText(chart, RatioChart.Draw(results));
        }

        return isAccepted ? 0 : 1;
    }

    public static IReadOnlyList<ScenarioCosts> Measure(RatioOptions options, out bool isAccepted)
    {
        CannedService.HasChecksum = options.HasChecksum;
        var watch = Stopwatch.StartNew();
        var limits = options.IsGate ? Limits.Load() : null;
        var all = new List<ScenarioCosts>();
        isAccepted = true;
        Print($"# {ThreadClock.Description}, minimum of {options.Rounds} interleaved rounds; .NET {Environment.Version}, {Environment.ProcessorCount} cores");
        foreach (var scenario in Scenarios.Repeatable.Where(options.Takes))
        {
            scenario.Check();
            var costs = Measure(scenario, options.Rounds);
            all.Add(costs);
            Print(costs);
            isAccepted &= limits?.Accept(scenario, costs) != false;
        }

        Print($"# {watch.Elapsed.TotalSeconds:F0} s");
        return all;
    }

    public static Measurement Describe(int rounds) => new(
        ThreadClock.Description,
        rounds,
        Environment.Version.ToString(),
        typeof(AmazonDynamoDBClient).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version,
        $"{(OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsWindows() ? "Windows" : "macOS")} {RuntimeInformation.ProcessArchitecture}",
        Environment.ProcessorCount);

    private static ScenarioCosts Measure(Scenario scenario, int rounds)
    {
        var variants = scenario.Variants.ToList();
        var costs = new Interleaved(variants.ConvertAll(v => v.Run)).Measure(rounds);
        return new(scenario.Area, scenario.Name, scenario.Title, [.. variants.Zip(costs, (variant, cost) =>
            new VariantCost(variant.Name, Math.Round(cost.Nanoseconds / 1000, 3), Math.Round(cost.Bytes, 1)))]);
    }

    private static void Print(ScenarioCosts costs)
    {
        foreach (var (name, time, bytes) in costs.Variants)
        {
            Print($"COST {costs.Name} {name} time={time:F2}us alloc={bytes:F0}B");
        }

        foreach (var (name, time, bytes) in costs.Variants.Skip(1))
        {
            Print($"RATIO {costs.Name} {name} time={costs.Library.Microseconds / time:F3} alloc={costs.Library.Bytes / bytes:F3}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
