using System.Diagnostics;
using System.Globalization;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>Prints what the library costs in relation to its peers; lines that begin with RATIO are for programs.</summary>
internal static class RatioCommand
{
    public static int Run(RatioOptions options)
    {
        var watch = Stopwatch.StartNew();
        var limits = options.IsGate ? Limits.Load() : null;
        var isAccepted = true;
        Print($"# {ThreadClock.Description}, minimum of {options.Rounds} interleaved rounds; .NET {Environment.Version}, {Environment.ProcessorCount} cores");
        foreach (var scenario in Scenarios.Repeatable.Where(s => options.Only is null || s.Name.Contains(options.Only, StringComparison.Ordinal)))
        {
            scenario.Check();
            isAccepted &= Measure(scenario, options.Rounds, limits);
        }

        Print($"# {watch.Elapsed.TotalSeconds:F0} s");
        return isAccepted ? 0 : 1;
    }

    private static bool Measure(Scenario scenario, int rounds, Limits? limits)
    {
        var variants = scenario.Variants.ToList();
        var costs = new Interleaved(variants.ConvertAll(v => v.Run)).Measure(rounds);
        for (var i = 0; i < costs.Length; i++)
        {
            Print($"COST {scenario.Name} {variants[i].Name} time={costs[i].Nanoseconds / 1000:F2}us alloc={costs[i].Bytes:F0}B");
        }

        var isAccepted = true;
        for (var i = 1; i < costs.Length; i++)
        {
            var alloc = costs[0].Bytes / costs[i].Bytes;
            Print($"RATIO {scenario.Name} {variants[i].Name} time={costs[0].Nanoseconds / costs[i].Nanoseconds:F3} alloc={alloc:F3}");
            if (limits is not null)
            {
                isAccepted &= limits.Accepts(scenario.Name, variants[i].Name, alloc, out var verdict);
                Console.WriteLine(verdict);
            }
        }

        return isAccepted;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
