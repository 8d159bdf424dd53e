namespace SingleTable.Linq.Execution.Budgets;

/// <summary>Keeps a query to a rate: what a request used is paid for by waiting before the next one.</summary>
internal sealed class RateLimit(TimeProvider time, double? itemsPerSecond, double? capacityPerSecond)
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _free;

    public bool IsByCapacity => capacityPerSecond is not null;

    /// <summary>The most items of one request: those of a second, so that none of them is a burst.</summary>
    public long? ItemsAtOnce => itemsPerSecond is { } rate ? (long)Math.Max(1, Math.Min(rate, int.MaxValue)) : null;

    public void Add(long items, double capacity)
    {
        var seconds = Math.Max(itemsPerSecond is { } i ? items / i : 0, capacityPerSecond is { } c ? capacity / c : 0);
        lock (_lock)
        {
            var now = time.GetElapsedTime(_started);
            _free = (_free > now ? _free : now) + TimeSpan.FromSeconds(seconds);
        }
    }

    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
        {
            left = _free - time.GetElapsedTime(_started);
        }

        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
