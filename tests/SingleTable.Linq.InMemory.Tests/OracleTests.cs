using CsCheck;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Generation;
using SingleTable.Linq.InMemory.Fuzz.Model;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>
/// Random operations answered by the engine and by a model that keeps lists and evaluates conditions and updates without parsing them. The
/// same operations go to a second engine by the command of SingleTable.Linq.InMemory.Fuzz.
/// </summary>
public class OracleTests
{
    private const int Operations = 2_000;

    [Fact]
    public async Task Random_operations_are_answered_as_by_the_model()
    {
        var judge = new Judge(Target.Embedded());
        await Steps.Valid(60).SampleAsync(async steps => (await judge.RunAsync(steps)).ShouldBeNull(),
            iter: Operations / 20, threads: 1, print: steps => string.Join('\n', steps.Select(s => s.ToString())));
        judge.Operations.ShouldBeGreaterThan(Operations);
    }
}
