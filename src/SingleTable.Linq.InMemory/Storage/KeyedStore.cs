using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>The rows of a table or of an index: partitions in the order of their hash, rows in the order of their sort values.</summary>
internal sealed class KeyedStore
{
    private readonly SortedChunks<Partition> _partitions = new();

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public Entry? Find(DynamoValue[] hash, DynamoValue[] sort) => FindPartition(hash)?.Rows.Find(new RowProbe(sort));

    public Partition? FindPartition(DynamoValue[] hash) => _partitions.Find(new PartitionProbe(KeyOrder.Hash(hash), hash));

    public void Set(DynamoValue[] hash, Entry entry)
    {
        var probe = new PartitionProbe(KeyOrder.Hash(hash), hash);
        var partition = _partitions.Find(probe);
        if (partition is null) _partitions.Set(probe, partition = new Partition(KeyOrder.Hash(hash), hash));
        var replaced = partition.Rows.Set(new RowProbe(entry.Sort), entry);
        if (replaced is null) Count++;
        Bytes += entry.Size - (replaced?.Size ?? 0);
    }

    public void Remove(DynamoValue[] hash, DynamoValue[] sort)
    {
        var probe = new PartitionProbe(KeyOrder.Hash(hash), hash);
        var partition = _partitions.Find(probe);
        if (partition?.Rows.Remove(new RowProbe(sort)) is not { } removed) return;
        Count--;
        Bytes -= removed.Size;
        if (partition.Rows.Count == 0) _partitions.Remove(probe);
    }

    /// <summary>Walks one partition in either direction; <paramref name="after"/> are the sort values of the row to continue behind.</summary>
    public IEnumerable<Entry> Walk(DynamoValue[] hash, SortRange range, bool forward, DynamoValue[]? after)
    {
        if (FindPartition(hash) is not { } partition) yield break;
        if (forward)
        {
            var at = after is null ? partition.Rows.First(new RangeProbe(range)) : partition.Rows.First(new AfterProbe(after));
            for (; at.Current is { } entry && range.Place(entry.Sort) == 0; at.Next()) yield return entry;
        }
        else
        {
            var at = after is null ? partition.Rows.First(new BehindProbe(range)) : partition.Rows.First(new RowProbe(after));
            for (at.Previous(); at.Current is { } entry && range.Place(entry.Sort) == 0; at.Previous()) yield return entry;
        }
    }

    /// <summary>Walks one segment of the hash space; <paramref name="after"/> are hash and sort values of the row to continue behind.</summary>
    public IEnumerable<Entry> Scan(int segment, int totalSegments, (DynamoValue[] Hash, DynamoValue[] Sort)? after)
    {
        ulong end = segment + 1 == totalSegments ? ulong.MaxValue : SegmentStart(segment + 1, totalSegments) - 1;
        var at = after is { } start
            ? _partitions.First(new PartitionProbe(KeyOrder.Hash(start.Hash), start.Hash))
            : _partitions.First(new SegmentProbe(SegmentStart(segment, totalSegments)));
        for (; at.Current is { } partition && partition.Hash <= end; at.Next())
        {
            // the key to continue behind need not exist, nor its partition
            bool continues = after is { } from && KeyOrder.Compare(partition.Key, from.Hash) == 0;
            var row = continues ? partition.Rows.First(new AfterProbe(after!.Value.Sort))
                : partition.Rows.First(new RangeProbe(SortRange.Everything));
            for (; row.Current is { } entry; row.Next()) yield return entry;
        }
    }

    public static int SegmentOf(DynamoValue[] hash, int totalSegments) =>
        (int)((UInt128)KeyOrder.Hash(hash) * (UInt128)totalSegments >> 64);

    // the smallest hash h with h * total / 2^64 = segment, so that SegmentOf agrees
    private static ulong SegmentStart(int segment, int totalSegments) =>
        (ulong)((((UInt128)segment << 64) + (UInt128)(totalSegments - 1)) / (UInt128)totalSegments);
}
