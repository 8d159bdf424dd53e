using CsCheck;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Model;

/// <summary>Random operations on our engine and on the model, without any other engine.</summary>
internal static class ModelCommand
{
    public static async Task<int> RunAsync(int operations, string? seed)
    {
        var judge = new Judge(Target.Embedded());
        try
        {
            await Steps.Valid(60).SampleAsync(async steps =>
            {
                if (judge.Operations < operations && await judge.RunAsync(steps) is { } wrong) throw new InvalidOperationException(wrong);
            }, seed: seed, iter: operations / 30 * 2, threads: 1, print: steps => $"{steps.Length} steps");
        }
        catch (CsCheckException failure)
        {
            Console.Error.WriteLine($"{failure.Message}\n{failure.InnerException?.Message}");
            return 1;
        }

        Console.WriteLine($"{judge.Operations} operations, answered as by the model");
        return 0;
    }
}
