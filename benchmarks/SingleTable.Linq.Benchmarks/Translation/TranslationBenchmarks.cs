using BenchmarkDotNet.Attributes;

namespace SingleTable.Linq.Benchmarks.Translation;

[BenchmarkCategory("Translation")]
public class TranslationQuery : ScenarioBenchmark
{
    private Func<object?> _seen = null!;
    private Func<object?> _compiled = null!;
    private Func<object?> _plain = null!;
    private Func<object?> _relinq = null!;

    [Benchmark(Baseline = true)]
    public object? SeenBefore() => _seen();

    [Benchmark]
    public object? Compiled() => _compiled();

    [Benchmark]
    public object? FirstSeen() => _plain();

    [Benchmark]
    public object? FirstSeenByRelinq() => _relinq();

    private protected override Scenario Create() => TranslationScenarios.Query();

    private protected override void Take(Scenario scenario) => (_seen, _compiled, _plain, _relinq) = (
        scenario.Library.Run,
        scenario.Peer(TranslationScenarios.CompiledName),
        scenario.Peer(TranslationScenarios.PlainName),
        scenario.Peer(TranslationScenarios.RelinqName));
}
