namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>An answer before it becomes HTTP, and what a fault does to it on the way.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    public bool WrongChecksum { get; init; }

    public bool Truncated { get; init; }
}
