using BenchmarkDotNet.Attributes;
using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks;

/// <summary>Runs the variants of one scenario; its results are checked before anything is timed.</summary>
public abstract class ScenarioBenchmark
{
    [GlobalSetup]
    public void Setup()
    {
        var scenario = Create();
        scenario.Check();
        Take(scenario);
        WarmUp.Run([.. scenario.Variants.Select(v => v.Run)]);
    }

    private protected abstract Scenario Create();

    /// <summary>Keeps the variants that the benchmarks call.</summary>
    private protected abstract void Take(Scenario scenario);
}
