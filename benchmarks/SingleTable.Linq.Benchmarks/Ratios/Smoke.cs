namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>Runs each scenario a few times and checks its results: seconds, for continuous integration.</summary>
internal static class Smoke
{
    public static int Run()
    {
        foreach (var scenario in Scenarios.All)
        {
            scenario.Check();
            Console.WriteLine($"SMOKE {scenario.Name} ok ({string.Join(", ", scenario.Variants.Select(v => v.Name))})");
        }

        return 0;
    }
}
