using System.Diagnostics;
using System.Globalization;

namespace SingleTable.Linq.Benchmarks.ColdStart;

/// <summary>
/// Starts a fresh process for each first call, in turn, and compares the CPU time that the processes took from their start to their end. What is
/// common to all (runtime, SDK, canned client) is in both sides of a ratio, as it is in life.
/// </summary>
internal static class ColdStartCommand
{
    private const int Runs = 15;

    /// <summary>In the child: one call, then the CPU time of the whole process so far.</summary>
    public static int RunOne(string name)
    {
        var result = FirstCall.Run(name) ?? throw new InvalidOperationException($"{name} gave nothing.");
        GC.KeepAlive(result);
        Console.WriteLine(Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    public static int Run()
    {
        var names = FirstCall.Compared.SelectMany(c => new[] { c.Baseline, c.Name }).Distinct().ToList();
        var times = names.ToDictionary(n => n, _ => new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            foreach (var name in names)
            {
                var time = Measure(name);

                // The first round fills the file cache.
                if (run > 0)
                {
                    times[name].Add(time);
                }
            }
        }

        foreach (var (name, baseline) in FirstCall.Compared)
        {
            var (own, other) = (Median(times[name]), Median(times[baseline]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"COST cold-{name} time={own:F0}ms, {baseline} time={other:F0}ms"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"RATIO cold-{name} {baseline} time={own / other:F3}"));
        }

        return 0;
    }

    private static double Measure(string name) => double.Parse(OwnProcess.Run("--first-call", name), CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
