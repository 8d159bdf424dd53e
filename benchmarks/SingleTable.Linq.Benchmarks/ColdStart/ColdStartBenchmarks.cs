using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace SingleTable.Linq.Benchmarks.ColdStart;

/// <summary>
/// The first call of a process: each launch is a process of its own, makes one call and ends. BenchmarkDotNet times the call alone, in wall time; what the
/// whole process takes is what <c>--cold</c> compares. The memory that it shows is that of a second call.
/// </summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 15, invocationCount: 1)]
[WarmupCount(0)]
[IterationCount(1)]
[BenchmarkCategory("ColdStart")]
public abstract class ColdStartBenchmark
{
    private string _name = "";
    private object? _result;

    /// <summary>Behind the call: a check before it would leave nothing that is cold.</summary>
    [GlobalCleanup]
    public void Check() => FirstCall.Check(_name, _result);

    private protected object? First(string name)
    {
        _name = name;
        return _result = FirstCall.Run(name);
    }
}

/// <inheritdoc/>
public class ColdStartGetItem : ColdStartBenchmark
{
    [Benchmark(Baseline = true)]
    public object? LowLevelSdk() => First(FirstCall.LowLevelGet);

    [Benchmark]
    public object? SingleTableFind() => First(FirstCall.Find);

    [Benchmark]
    public object? SingleTableLinq() => First(FirstCall.Linq);
}

/// <inheritdoc/>
public class ColdStartQuery100 : ColdStartBenchmark
{
    [Benchmark(Baseline = true)]
    public object? LowLevelSdk() => First(FirstCall.LowLevelQuery);

    [Benchmark]
    public object? SingleTableLinq() => First(FirstCall.LinqQuery);

    [Benchmark]
    public object? SingleTableCompiled() => First(FirstCall.Compiled);
}
