using SingleTable.Linq.Benchmarks.Read;

namespace SingleTable.Linq.Benchmarks;

/// <summary>Every scenario, of all areas.</summary>
internal static class Scenarios
{
    public static IEnumerable<Scenario> All => ReadScenarios.All;
}
