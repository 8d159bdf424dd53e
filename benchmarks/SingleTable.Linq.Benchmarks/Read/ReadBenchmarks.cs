using BenchmarkDotNet.Attributes;
using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks.Read;

[BenchmarkCategory("Read")]
public class ReadGetItem : WireBenchmarkWithContext
{
    private Func<object?> _find = null!;

    [Benchmark]
    public object? SingleTableFind() => _find();

    private protected override Scenario Create() => ReadScenarios.GetItemLinq();

    private protected override void Take(Scenario scenario)
    {
        base.Take(scenario);
        var find = ReadScenarios.GetItemFind();
        find.Check();
        _find = find.Library.Run;
        WarmUp.Run([_find]);
    }
}

[BenchmarkCategory("Read")]
public class ReadQuery100 : WireBenchmarkWithContext
{
    private protected override Scenario Create() => ReadScenarios.Query100();
}

[BenchmarkCategory("Read")]
public class ReadQueryMegabyte : WireBenchmarkWithContext
{
    private protected override Scenario Create() => ReadScenarios.QueryMegabyte();
}

[BenchmarkCategory("Read")]
public class ReadBatch100 : WireBenchmarkWithContext
{
    private protected override Scenario Create() => ReadScenarios.BatchGet();
}

[BenchmarkCategory("Include")]
public class IncludeTeamsAndMembers1000 : WireBenchmark
{
    private protected override Scenario Create() => ReadScenarios.Include();
}
