using BenchmarkDotNet.Attributes;

namespace SingleTable.Linq.Benchmarks.Materialization;

[BenchmarkCategory("Materialization")]
public class MaterializationPage100 : ScenarioBenchmark
{
    private Func<object?> _own = null!;
    private Func<object?> _utf8 = null!;
    private Func<object?> _sdk = null!;

    [Benchmark(Baseline = true)]
    public object? SdkUnmarshaller() => _sdk();

    [Benchmark]
    public object? Utf8JsonReaderByHand() => _utf8();

    [Benchmark]
    public object? OwnReader() => _own();

    private protected override Scenario Create() => MaterializationScenarios.Page();

    private protected override void Take(Scenario scenario) => (_own, _utf8, _sdk) = (
        scenario.Library.Run, scenario.Peer(MaterializationScenarios.Utf8Name), scenario.Peer(MaterializationScenarios.SdkName));
}
