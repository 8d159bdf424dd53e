using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>The rows that share their hash attributes.</summary>
internal sealed class Partition(ulong hash, DynamoValue[] key)
{
    public ulong Hash { get; } = hash;

    public DynamoValue[] Key { get; } = key;

    public SortedChunks<Entry> Rows { get; } = new();
}
