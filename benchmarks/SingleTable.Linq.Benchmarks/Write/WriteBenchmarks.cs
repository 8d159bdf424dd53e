using BenchmarkDotNet.Attributes;

namespace SingleTable.Linq.Benchmarks.Write;

[BenchmarkCategory("Write")]
public class WritePutItem : ScenarioWithContextBenchmark
{
    private protected override Scenario Create() => WriteScenarios.Put();
}

[BenchmarkCategory("Write")]
public class WriteUpdateItem : ScenarioBenchmark
{
    private protected override Scenario Create() => WriteScenarios.Update();
}

[BenchmarkCategory("Write")]
public class WriteBatch25 : ScenarioWithContextBenchmark
{
    private protected override Scenario Create() => WriteScenarios.BatchWrite();
}

[BenchmarkCategory("Read")]
public class ReadBatch100 : ScenarioWithContextBenchmark
{
    private protected override Scenario Create() => WriteScenarios.BatchGet();
}

[BenchmarkCategory("Write")]
public class WriteTransaction3 : ScenarioBenchmark
{
    private protected override Scenario Create() => WriteScenarios.Transact();
}
