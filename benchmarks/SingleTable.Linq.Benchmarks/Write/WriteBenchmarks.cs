using BenchmarkDotNet.Attributes;

namespace SingleTable.Linq.Benchmarks.Write;

[BenchmarkCategory("Write")]
public class WritePutItem : WireBenchmarkWithContext
{
    private protected override Scenario Create() => WriteScenarios.Put();
}

[BenchmarkCategory("Write")]
public class WriteUpdateItem : WireBenchmark
{
    private protected override Scenario Create() => WriteScenarios.Update();
}

[BenchmarkCategory("Write")]
public class WriteBatch25 : WireBenchmarkWithContext
{
    private protected override Scenario Create() => WriteScenarios.BatchWrite();
}

[BenchmarkCategory("Write")]
public class WriteTransaction3 : WireBenchmark
{
    private protected override Scenario Create() => WriteScenarios.Transact();
}
