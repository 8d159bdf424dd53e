using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks.ColdStart;

/// <summary>
/// Starts a fresh process for each first call, in turn, and compares the CPU time that the processes took from their start to the end of the call, and
/// how many methods they had to compile. What is common to all (runtime, SDK, HTTP) is in both sides of a ratio, as it is in life: the answers come over a
/// socket from this process.
/// </summary>
internal static class ColdStartCommand
{
    public const string EndpointOption = "--endpoint";

    private const int Runs = 25;

    /// <summary>In the child: one call, then the CPU time of the whole process so far, and the methods that were compiled in it.</summary>
    public static int RunOne(string name, Uri? endpoint)
    {
        var result = FirstCall.Run(name, endpoint) ?? throw new InvalidOperationException($"{name} gave nothing.");
        GC.KeepAlive(result);
        var methods = JitInfo.GetCompiledMethodCount();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.TotalProcessorTime.TotalMilliseconds} {methods}"));
        return 0;
    }

    public static int Run()
    {
        using var service = LoopbackService.Start();
        var names = FirstCall.Compared.SelectMany(c => new[] { c.Baseline, c.Name }).Distinct().ToList();
        var starts = names.ToDictionary(n => n, _ => new List<Start>());
        for (var run = 0; run <= Runs; run++)
        {
            foreach (var name in names)
            {
                var start = Measure(name, EndpointOption, service.Endpoint.AbsoluteUri);

                // The first round fills the file cache.
                if (run > 0)
                {
                    starts[name].Add(start);
                }
            }
        }

        var methods = names.ToDictionary(n => n, n => Measure(n).Methods);
        foreach (var (name, baseline) in FirstCall.Compared)
        {
            var (own, other) = (starts[name], starts[baseline]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"COST cold-{name} time={Median(own):F0}ms least={Least(own):F0}ms methods={methods[name]}, "
                + $"{baseline} time={Median(other):F0}ms least={Least(other):F0}ms methods={methods[baseline]}"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"RATIO cold-{name} {baseline} time={Median(own) / Median(other):F3} least={Least(own) / Least(other):F3}"));
        }

        return 0;
    }

    /// <summary>
    /// Compares how many methods the first calls compile with what is accepted: most of their time goes with it, and it is always the same where the service
    /// is in the process.
    /// </summary>
    public static int Gate()
    {
        var (limits, isAccepted) = (Limits.Load(), true);
        foreach (var (name, baseline) in FirstCall.Compared)
        {
            isAccepted &= limits.Accept($"cold-{name}", baseline, "methods", (double)Measure(name).Methods / Measure(baseline).Methods);
        }

        return isAccepted ? 0 : 1;
    }

    private static Start Measure(string name, params string[] service) => OwnProcess.Run(["--first-call", name, .. service]).Split(' ') is [var time, var methods]
        ? new Start(double.Parse(time, CultureInfo.InvariantCulture), int.Parse(methods, CultureInfo.InvariantCulture))
        : throw new InvalidOperationException($"The process of {name} told no two numbers.");

    private static double Median(List<Start> starts) => starts.Select(s => s.Time).Order().ElementAt(starts.Count / 2);

    private static double Least(List<Start> starts) => starts.Min(s => s.Time);

    private readonly record struct Start(double Time, int Methods);
}
