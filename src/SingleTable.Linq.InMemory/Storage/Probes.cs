using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>The partition with this key.</summary>
internal readonly struct PartitionProbe(ulong hash, DynamoValue[] key) : IProbe<Partition>
{
    public int Place(Partition element)
    {
        int order = element.Hash.CompareTo(hash);
        return order != 0 ? order : KeyOrder.Compare(element.Key, key);
    }
}

/// <summary>Partitions whose hash is at least this.</summary>
internal readonly struct SegmentProbe(ulong from) : IProbe<Partition>
{
    public int Place(Partition element) => element.Hash < from ? -1 : 0;
}

/// <summary>The row with these sort values.</summary>
internal readonly struct RowProbe(DynamoValue[] sort) : IProbe<Entry>
{
    public int Place(Entry element) => KeyOrder.Compare(element.Sort, sort);
}

/// <summary>Rows behind the given one: where a walk continues.</summary>
internal readonly struct AfterProbe(DynamoValue[] sort) : IProbe<Entry>
{
    public int Place(Entry element) => KeyOrder.Compare(element.Sort, sort) <= 0 ? -1 : 0;
}

/// <summary>The rows that a key condition selects.</summary>
internal readonly struct RangeProbe(SortRange range) : IProbe<Entry>
{
    public int Place(Entry element) => range.Place(element.Sort);
}

/// <summary>Rows behind everything that a key condition selects: where a walk backwards begins.</summary>
internal readonly struct BehindProbe(SortRange range) : IProbe<Entry>
{
    public int Place(Entry element) => range.Place(element.Sort) <= 0 ? -1 : 0;
}
