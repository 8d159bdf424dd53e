namespace SingleTable.Linq.Tests.Wire.Faults;

public class FaultOutcomeTests
{
    [Fact]
    public async Task Dump()
    {
        using var gate = new SemaphoreSlim(100);
        var only = Environment.GetEnvironmentVariable("ONLY") ?? "";
        var skip = Environment.GetEnvironmentVariable("SKIPSDK") == "1";
        await Task.WhenAll(WireFaults.All.Where(f => f.Name.Contains(only) && (skip || !f.Name.Contains("50 MB") && !f.Name.Contains("{\"L\":5}") && !f.Name.Contains("{\"L\":[5]"))).SelectMany(f => FaultProbe.Bodies.Keys.Select(o => Task.Run(async () =>
        {
            await gate.WaitAsync();
            try {
                var sdkTask = skip ? null : FaultProbe.SdkAsync(o, f);
                var (b, c) = (FaultProbe.LibraryAsync(o, f, false), skip ? null : FaultProbe.LibraryAsync(o, f, true));
                var (sdk, ours, wrapped) = (skip ? null : await sdkTask!, await b, skip ? null : await c!);
                lock (gate) File.AppendAllText("/tmp/faults.txt", $"{(sdk == ours ? "==" : "!=")} {(sdk == wrapped ? "==" : "!=")} {f.Name} | {o}\n      sdk  {sdk}\n      ours {ours}\n      wrap {wrapped}\n");
            } finally { gate.Release(); }
        }))));
    }
}
