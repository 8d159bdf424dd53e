using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>An index as a sorted structure of its own, kept with every write.</summary>
internal sealed class SecondaryIndex(IndexDefinition definition, KeyDesign tableKey)
{
    private readonly KeyAttribute[] _tableKey = [.. tableKey.All];

    public IndexDefinition Definition { get; } = definition;

    public KeyedStore Store { get; } = new();

    /// <summary>How many writes the index takes, which is what it is charged for: a changed key is a removal and an insertion.</summary>
    public int Update(MapValue? before, MapValue? after)
    {
        var removed = before is null ? null : Row(before);
        var added = after is null ? null : Row(after);
        if (removed is null && added is null) return 0;
        if (removed is { } r && added is { } a && SamePlace(r, a))
        {
            if (r.Entry.Item.Equals(a.Entry.Item)) return 0;
            Store.Set(a.Hash, a.Entry);
            return 1;
        }
        if (removed is { } old) Store.Remove(old.Hash, old.Entry.Sort);
        if (added is { } now) Store.Set(now.Hash, now.Entry);
        return removed is null || added is null ? 1 : 2;
    }

    /// <summary>The sort values of an item or a start key within its partition.</summary>
    public DynamoValue[]? SortValues(MapValue item)
    {
        var range = KeyDesign.Values(Definition.Key.Range, item);
        var table = KeyDesign.Values(_tableKey, item);
        return range is null || table is null ? null : [.. range, .. table];
    }

    private static bool SamePlace((DynamoValue[] Hash, Entry Entry) left, (DynamoValue[] Hash, Entry Entry) right) =>
        KeyOrder.Compare(left.Hash, right.Hash) == 0 && KeyOrder.Compare(left.Entry.Sort, right.Entry.Sort) == 0;

    private (DynamoValue[] Hash, Entry Entry)? Row(MapValue item)
    {
        var hash = KeyDesign.Values(Definition.Key.Hash, item);
        if (hash is null || SortValues(item) is not { } sort) return null;
        var projected = Definition.Project(item);
        return (hash, new Entry(sort, projected, projected.ItemSize));
    }
}
