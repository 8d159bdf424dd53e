using BenchmarkDotNet.Attributes;
using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks;

/// <summary>Runs the variants of one scenario; its results are checked before anything is timed.</summary>
public abstract class ScenarioBenchmark
{
    private Func<object?> _library = null!;
    private Func<object?> _lowLevel = null!;

    private protected abstract Scenario Create();

    [GlobalSetup]
    public void Setup()
    {
        var scenario = Create();
        scenario.Check();
        _library = scenario.Library.Run;
        _lowLevel = Run(scenario, Scenario.LowLevelName);
        Prepare(scenario);
        WarmUp.Run([.. scenario.Variants.Select(v => v.Run)]);
    }

    [Benchmark(Baseline = true)]
    public object? LowLevelSdk() => _lowLevel();

    [Benchmark]
    public object? SingleTableLinq() => _library();

    private protected virtual void Prepare(Scenario scenario)
    {
    }

    private protected static Func<object?> Run(Scenario scenario, string peer) => scenario.Peers.Single(p => p.Name == peer).Run;
}

/// <inheritdoc/>
public abstract class ScenarioWithContextBenchmark : ScenarioBenchmark
{
    private Func<object?> _context = null!;

    [Benchmark]
    public object? DynamoDBContext() => _context();

    private protected override void Prepare(Scenario scenario) => _context = Run(scenario, Scenario.ContextName);
}
