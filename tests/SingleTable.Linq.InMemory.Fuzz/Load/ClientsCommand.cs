using System.Diagnostics;

namespace SingleTable.Linq.InMemory.Fuzz.Load;

internal static class ClientsCommand
{
    public static async Task<int> RunAsync(int operations)
    {
        var clock = Stopwatch.StartNew();
        var (wrong, summary) = await new Accounts(new(new() { RecordRequests = false })).RunAsync(clients: 64, operations);
        Console.WriteLine($"{summary}, in {clock.Elapsed.TotalSeconds:F0} s");
        if (wrong is null) return 0;
        Console.Error.WriteLine(wrong);
        return 1;
    }
}
