namespace SingleTable.Linq;

public abstract partial record TableOptions
{
    private readonly TimeSpan? _operationTimeout;

    /// <summary>
    /// How long one operation may take, with all of its requests, the SDK's retries, and the pauses: a query with all its pages, a write, a batch, a
    /// transaction; on <see cref="TimeProvider"/>. Null, which is the default, is no limit. The SDK's own timeout (<c>ClientConfig.Timeout</c>) is for
    /// each attempt of each request. Of AsAsyncEnumerable each request and each pause may take this long, because a stream lasts as long as its reader.
    /// </summary>
    /// <remarks>
    /// What is late ends in <see cref="OperationTimeoutException"/>; of a write that may have been done in <see cref="UnknownOutcomeException"/>; of a
    /// batch in <see cref="BatchIncompleteException"/>, with exactly what is left. A cancellation by the caller's token stays
    /// <see cref="OperationCanceledException"/>. The requests are cancelled by their token: a client that does not heed it is waited for.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or longer than a timer's longest (about 49 days).</exception>
    public TimeSpan? OperationTimeout
    {
        get => _operationTimeout;
        init
        {
            if (value is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(uint.MaxValue - 1L));
            }

            _operationTimeout = value;
        }
    }
}
