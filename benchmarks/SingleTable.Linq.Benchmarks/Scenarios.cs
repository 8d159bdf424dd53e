using SingleTable.Linq.Benchmarks.ColdStart;
using SingleTable.Linq.Benchmarks.Engine;
using SingleTable.Linq.Benchmarks.Materialization;
using SingleTable.Linq.Benchmarks.Read;
using SingleTable.Linq.Benchmarks.Translation;
using SingleTable.Linq.Benchmarks.Write;

namespace SingleTable.Linq.Benchmarks;

/// <summary>The scenarios of all areas.</summary>
internal static class Scenarios
{
    /// <summary>Those that can be measured over and over in one process.</summary>
    public static IEnumerable<Scenario> Repeatable =>
        [.. ReadScenarios.All, .. WriteScenarios.All, .. TranslationScenarios.All, .. MaterializationScenarios.All, .. EngineScenarios.All];

    public static IEnumerable<Scenario> All => Repeatable.Concat(FirstCall.All);
}
