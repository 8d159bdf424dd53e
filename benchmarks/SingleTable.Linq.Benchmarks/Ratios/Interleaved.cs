namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>What one call costs.</summary>
internal readonly record struct Cost(double Nanoseconds, double Bytes);

/// <summary>
/// Measures variants against each other: a short slice of each in turn, round after round, so that what disturbs the machine disturbs all of
/// them; the minimum of the rounds is the cost.
/// </summary>
internal sealed class Interleaved(IReadOnlyList<Func<object?>> variants)
{
    private const double SliceMilliseconds = 6;

    private static object? s_sink;

    public Cost[] Measure(int rounds)
    {
        var calls = Array.ConvertAll(WarmUp.Run(variants), perMillisecond => Math.Max(1, (int)(perMillisecond * SliceMilliseconds)));
        var costs = new Cost[variants.Count];
        Array.Fill(costs, new Cost(double.MaxValue, double.MaxValue));
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var cost = Run(variants[i], calls[i]);
                costs[i] = new Cost(Math.Min(costs[i].Nanoseconds, cost.Nanoseconds), Math.Min(costs[i].Bytes, cost.Bytes));
            }
        }

        return costs;
    }

    private static Cost Run(Func<object?> variant, int calls)
    {
        // one call for the caches that the variant before has taken
        s_sink = variant();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.Nanoseconds;
        for (var i = 0; i < calls; i++)
        {
            s_sink = variant();
        }

        var time = ThreadClock.Nanoseconds - start;
        return new Cost((double)time / calls, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / calls);
    }
}
