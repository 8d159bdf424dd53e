using SingleTable.Linq.Benchmarks.Read;
using SingleTable.Linq.Benchmarks.Write;

namespace SingleTable.Linq.Benchmarks;

/// <summary>Every scenario, of all areas.</summary>
internal static class Scenarios
{
    public static IEnumerable<Scenario> All => ReadScenarios.All.Concat(WriteScenarios.All);
}
