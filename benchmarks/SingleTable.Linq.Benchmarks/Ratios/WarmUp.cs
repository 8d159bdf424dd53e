namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>Calls until nothing has become faster for a while, so that what is measured is what a service runs after its first minute.</summary>
internal static class WarmUp
{
    private const long Slice = 50_000_000;
    private const int LeastRounds = 10;
    private const int MostRounds = 30;
    private const int StableRounds = 6;
    private const double Gain = 1.03;

    private static object? s_sink;

    /// <returns>How many calls of each variant take a millisecond.</returns>
    public static double[] Run(IReadOnlyList<Func<object?>> variants)
    {
        var best = new double[variants.Count];
        var (round, lastGain) = (0, 0);
        for (; round < MostRounds && (round < LeastRounds || round - lastGain < StableRounds); round++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var rate = Rate(variants[i]);
                lastGain = rate > best[i] * Gain ? round : lastGain;
                best[i] = Math.Max(best[i], rate);
            }

            // The JIT promotes methods in the background once no new ones turn up for 100 ms; the SDK's pipeline takes several such steps.
            Thread.Sleep(150);
        }

        return best;
    }

    private static double Rate(Func<object?> variant)
    {
        var (start, count) = (ThreadClock.Nanoseconds, 0);
        long elapsed;
        do
        {
            s_sink = variant();
            count++;
            elapsed = ThreadClock.Nanoseconds - start;
        }
        while (elapsed < Slice);
        return count * 1e6 / elapsed;
    }
}
