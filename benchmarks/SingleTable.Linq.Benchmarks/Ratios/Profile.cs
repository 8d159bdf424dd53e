using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>
/// Runs the library's variant of one scenario for some seconds, for a profiler to watch (<c>DOTNET_PerfMapEnabled=1 perf record -g</c>), and lists
/// the types that it allocates: sampled by bytes, so that the shares are right over many calls.
/// </summary>
internal static class Profile
{
    public static int Run(string scenarioName)
    {
        var run = Scenarios.Repeatable.Single(s => s.Name == scenarioName).Library.Run;
        WarmUp.Run([run]);
        using var listener = new AllocationListener();
        var (watch, calls, bytes) = (Stopwatch.StartNew(), 0, GC.GetAllocatedBytesForCurrentThread());
        while (watch.ElapsedMilliseconds < 6000)
        {
            run();
            calls++;
        }

        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / calls;
        listener.Dispose();
        foreach (var (type, share) in listener.Shares().Take(40))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{share * bytes,9:F0} B  {type}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes,9} B  in all, per call"));
        return 0;
    }

    private sealed class AllocationListener : EventListener
    {
        private const EventKeywords Allocations = (EventKeywords)0x1;

        private readonly Dictionary<string, long> _bytes = [];

        public IEnumerable<(string Type, double Share)> Shares()
        {
            double all = _bytes.Values.Sum();
            return _bytes.OrderByDescending(b => b.Value).Select(b => (b.Key, b.Value / all));
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, Allocations);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName is { } name && name.StartsWith("GCAllocationTick", StringComparison.Ordinal))
            {
                lock (_bytes)
                {
                    var type = (string)eventData.Payload![5]!;
                    _bytes[type] = _bytes.GetValueOrDefault(type) + 1;
                }
            }
        }
    }
}
