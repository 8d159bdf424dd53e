using BenchmarkDotNet.Attributes;
using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks.Read;

[BenchmarkCategory("Read")]
public class ReadGetItem : ScenarioWithContextBenchmark
{
    private Func<object?> _find = null!;

    [Benchmark]
    public object? SingleTableFind() => _find();

    private protected override Scenario Create() => ReadScenarios.GetItemLinq();

    private protected override void Prepare(Scenario scenario)
    {
        base.Prepare(scenario);
        var find = ReadScenarios.GetItemFind();
        find.Check();
        _find = find.Library.Run;
        WarmUp.Run([_find]);
    }
}

[BenchmarkCategory("Read")]
public class ReadQuery100 : ScenarioWithContextBenchmark
{
    private protected override Scenario Create() => ReadScenarios.Query100();
}

[BenchmarkCategory("Read")]
public class ReadQueryMegabyte : ScenarioWithContextBenchmark
{
    private protected override Scenario Create() => ReadScenarios.QueryMegabyte();
}

[BenchmarkCategory("Include")]
public class ReadInclude1000 : ScenarioBenchmark
{
    private protected override Scenario Create() => ReadScenarios.Include();
}
