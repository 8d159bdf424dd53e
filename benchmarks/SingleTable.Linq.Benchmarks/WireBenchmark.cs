using BenchmarkDotNet.Attributes;

namespace SingleTable.Linq.Benchmarks;

/// <summary>The library and its peers on the same response.</summary>
public abstract partial class WireBenchmark : ScenarioBenchmark
{
    private Func<object?> _library = null!;
    private Func<object?> _lowLevel = null!;

    [Benchmark(Baseline = true)]
    public object? LowLevelSdk() => _lowLevel();

    [Benchmark]
    public object? SingleTableLinq() => _library();

    private protected override void Take(Scenario scenario)
    {
        (_library, _lowLevel) = (scenario.Library.Run, scenario.Peer(Scenario.LowLevelName));
        TakeEfficientDynamoDb(scenario);
    }

    partial void TakeEfficientDynamoDb(Scenario scenario);
}

/// <inheritdoc/>
public abstract class WireBenchmarkWithContext : WireBenchmark
{
    private Func<object?> _context = null!;

    [Benchmark]
    public object? DynamoDBContext() => _context();

    private protected override void Take(Scenario scenario)
    {
        base.Take(scenario);
        _context = scenario.Peer(Scenario.ContextName);
    }
}
