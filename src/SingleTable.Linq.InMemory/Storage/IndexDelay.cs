namespace SingleTable.Linq.InMemory.Storage;

/// <summary>Global indexes are eventually consistent: when a write made now will be seen in them.</summary>
internal sealed class IndexDelay(TimeProvider time, TimeSpan delay)
{
    /// <summary>Null for at once.</summary>
    public DateTimeOffset? Due() => delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
}
