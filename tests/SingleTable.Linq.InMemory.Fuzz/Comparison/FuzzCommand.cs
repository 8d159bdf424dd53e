using System.Diagnostics;
using CsCheck;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>The differential fuzz: the same random requests to our engine and to another one, and no unexplained difference.</summary>
internal static class FuzzCommand
{
    private const int Length = 60;

    public static async Task<int> RunAsync(string endpoint, long operations, string? seed, bool survey)
    {
        var explanations = new Explanations();
        var differ = new Differ(Target.Embedded(), Target.At(endpoint), explanations);
        var clock = Stopwatch.StartNew();
        int result = survey ? await SurveyAsync(differ, operations, seed) : await CheckAsync(differ, operations, seed);
        foreach (var (reason, count) in explanations.Met) Console.WriteLine($"{count,7}  {reason}");
        Console.WriteLine($"{differ.Operations} operations in {clock.Elapsed.TotalSeconds:F0} s, {differ.Accepted} answers accepted by both, {explanations.Met.Sum(m => m.Count)} explained differences" +
            (result == 0 ? ", no other" : ""));
        return result;
    }

    /// <summary>Stops at the first unexplained difference, with its seed and the shortest sequence that shows it.</summary>
    private static async Task<int> CheckAsync(Differ differ, long operations, string? seed)
    {
        try
        {
            await Steps.Wild(Length).SampleAsync(async steps =>
            {
                if (differ.Operations >= operations) return;
                if (await differ.RunAsync(steps) is { } difference) throw new InvalidOperationException(await ShortestAsync(differ, steps, difference));
            }, seed: seed, iter: operations / (Length / 2) * 2, threads: 1, print: steps => $"{steps.Length} steps");
            return 0;
        }
        catch (CsCheckException failure)
        {
            Console.Error.WriteLine(failure.Message);
            Console.Error.WriteLine(failure.InnerException?.Message);
            return 1;
        }
    }

    /// <summary>Goes on after an unexplained difference, and prints one of each kind.</summary>
    private static async Task<int> SurveyAsync(Differ differ, long operations, string? seed)
    {
        var random = seed is null ? new PCG((uint)Environment.TickCount) : PCG.Parse(seed);
        var kinds = new HashSet<string>();
        while (differ.Operations < operations)
        {
            var steps = Steps.Wild(Length).Generate(random, null, out _);
            if (await differ.RunAsync(steps) is not { } difference) continue;
            string kind = $"{difference.Ours.Error} {difference.Theirs.Error} {Kind(difference.Ours.Message)} {Kind(difference.Theirs.Message)}";
            if (difference.Ours.Accepted) kind += difference.Step.Operation + difference.Step.Body["ReturnValues"];
            if (kinds.Add(kind)) Console.WriteLine(difference);
        }

        return kinds.Count;

        static string? Kind(string? message) => message is null ? null : message[..Math.Min(message.Contains("Expression: ", StringComparison.Ordinal) ? 55 : 35, message.Length)];
    }

    private static async Task<string> ShortestAsync(Differ differ, Step[] steps, Difference difference)
    {
        string kind = difference.Step.Operation + difference.Ours.Error + difference.Theirs.Error;
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            Step[] fewer = [.. steps[..i], .. steps[(i + 1)..]];
            if (await differ.RunAsync(fewer) is not { } other || other.Step.Operation + other.Ours.Error + other.Theirs.Error != kind) continue;
            (steps, difference) = (fewer, other);
        }

        return $"\nThe shortest sequence that shows it:\n{string.Join('\n', steps.Select(s => s.ToString()))}\nThe difference:\n{difference}";
    }
}
