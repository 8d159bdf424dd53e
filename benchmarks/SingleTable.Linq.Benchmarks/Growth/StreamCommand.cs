using System.Diagnostics;
using System.Globalization;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Growth;

/// <summary>
/// Streams 100 MB of items, in a process of its own: how far its working set grows over what it was with the SDK loaded and a client made, compiled code
/// and all. The absolute size is mostly runtime and SDK, and shown too.
/// </summary>
internal static class StreamCommand
{
    public const string Argument = "--stream";

    private const int Pages = 100;
    private const int ItemsOfPage = 1750;
    private const int Most = 50;

    public static int RunInOwnProcess()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(StreamCommand).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        using var process = Process.Start(start)!;
        Console.Write(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode;
    }

    public static async Task<int> RunAsync()
    {
        var service = new EndlessService(Bodies.Pages(Enumerable.Range(1, ItemsOfPage + 1).Select(i => Sample.Member(i)), ItemsOfPage)[0], Pages);
        var table = new BenchTable(new TableOptions<BenchTable>(CannedClient.Create(service)).ForTenant(Sample.Tenant));
        var before = WorkingSet().Now;
        var (items, watch, bytes) = (0, Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        await foreach (var member in table.Members.Where(m => m.OrganizationId == Sample.OrganizationId && m.TeamId == Sample.TeamId).AsAsyncEnumerable())
        {
            items += member.LoginCount >= 0 ? 1 : 0;
        }

        var (sent, peak) = (service.Sent / 1e6, WorkingSet().Peak);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"GROWTH stream {sent:F0}MB items={items} time={watch.Elapsed.TotalSeconds:F2}s alloc={(GC.GetTotalAllocatedBytes() - bytes) / items}B "
            + $"working-set=+{peak - before:F0}MB ({before:F0} to {peak:F0}) heap={GC.GetGCMemoryInfo().TotalCommittedBytes / 1e6:F0}MB"));
        return items == Pages * ItemsOfPage && peak - before < Most ? 0 : 1;
    }

    private static (double Now, double Peak) WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64 / 1e6, process.PeakWorkingSet64 / 1e6);
    }
}
