using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks.Tests;

/// <summary>Made-up results.</summary>
internal static class Some
{
    public static BenchmarkResults Results(params IReadOnlyList<ScenarioCosts> scenarios) => new(
        new Measurement("thread CPU time", 50, "10.0.0", "4.0.0.0", "Linux X64", 2), scenarios, [],
        new Dictionary<string, IReadOnlyList<string>> { ["cold"] = ["COST cold-find time=100ms", "RATIO cold-find low-level time=1.1"] });

    /// <summary>A scenario on the wire; the low-level SDK takes 100 microseconds and 1,000 bytes.</summary>
    public static ScenarioCosts Wire(string title, double time, double memory, params IEnumerable<VariantCost> others) => new(
        Area.Read, title, title, [Cost("library", time, memory), Cost(Scenario.LowLevelName, 1, 1), .. others]);

    public static VariantCost Context(double time, double memory) => Cost(Scenario.ContextName, time, memory);

    public static VariantCost Efficient(double time, double memory) => Cost(Scenario.EfficientName, time, memory);

    private static VariantCost Cost(string name, double time, double memory) => new(name, 100 * time, 1000 * memory);
}
