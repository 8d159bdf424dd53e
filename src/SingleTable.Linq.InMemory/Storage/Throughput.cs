namespace SingleTable.Linq.InMemory.Storage;

/// <summary>Provisioned units; the engine reports them and never throttles by them (throttling is a scripted fault).</summary>
internal sealed record Throughput(long Read, long Write)
{
    public static Throughput None { get; } = new(0, 0);
}
