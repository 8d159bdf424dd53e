using BenchmarkDotNet.Attributes;

namespace SingleTable.Linq.Benchmarks.Engine;

/// <inheritdoc/>
[OperationsPerSecond]
[BenchmarkCategory("Engine")]
public abstract class EngineBenchmark : ScenarioBenchmark
{
    private Func<object?> _engine = null!;
    private Func<object?> _canned = null!;

    [Benchmark(Baseline = true)]
    public object? CannedResponse() => _canned();

    [Benchmark]
    public object? EmbeddedEngine() => _engine();

    private protected override void Take(Scenario scenario) => (_engine, _canned) = (scenario.Library.Run, scenario.Peer(EngineScenarios.CannedName));
}

public class EnginePutItem : EngineBenchmark
{
    private protected override Scenario Create() => EngineScenarios.Put();
}

public class EngineGetItem : EngineBenchmark
{
    private protected override Scenario Create() => EngineScenarios.Get();
}

public class EngineQuery100 : EngineBenchmark
{
    private protected override Scenario Create() => EngineScenarios.Query();
}

public class EngineTransaction3 : EngineBenchmark
{
    private protected override Scenario Create() => EngineScenarios.Transact();
}
