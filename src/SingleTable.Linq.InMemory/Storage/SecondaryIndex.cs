using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>An index as a sorted structure of its own, kept with every write.</summary>
internal sealed class SecondaryIndex(IndexDefinition definition, KeyDesign tableKey, IndexDelay delay)
{
    private sealed record Row(DynamoValue[] Hash, Entry Entry);

    private readonly KeyAttribute[] _tableKey = [.. tableKey.All];
    private readonly Queue<(DateTimeOffset Due, Row? Removed, Row? Added)> _pending = new();

    public IndexDefinition Definition { get; } = definition;

    public KeyedStore Store { get; } = new();

    /// <summary>Answers how many writes that takes, which is what is charged: a changed key is a removal and an insertion.</summary>
    public int Update(MapValue? before, MapValue? after)
    {
        var removed = before is null ? null : RowOf(before);
        var added = after is null ? null : RowOf(after);
        if (removed is null && added is null) return 0;
        bool replaced = removed is not null && added is not null;
        bool moved = replaced && !SamePlace(removed!, added!);
        if (replaced && !moved && removed!.Entry.Item.Equals(added!.Entry.Item)) return 0;
        if (Definition.Global && delay.Due() is { } due) _pending.Enqueue((due, removed, added));
        else Apply(removed, added);
        return moved ? 2 : 1;
    }

    /// <summary>Takes an item that was there before the index.</summary>
    public void Fill(MapValue item) => Apply(null, RowOf(item));

    /// <summary>Applies the delayed writes whose time has come, in their order.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (_pending.TryPeek(out var write) && write.Due <= now)
        {
            _pending.Dequeue();
            Apply(write.Removed, write.Added);
        }
    }

    /// <summary>The sort values of an item or a start key within its partition.</summary>
    public DynamoValue[]? SortValues(MapValue item)
    {
        var range = KeyDesign.Values(Definition.Key.Range, item);
        var table = KeyDesign.Values(_tableKey, item);
        return range is null || table is null ? null : [.. range, .. table];
    }

    private void Apply(Row? removed, Row? added)
    {
        // a row that keeps its place is replaced there
        if (removed is not null && (added is null || !SamePlace(removed, added))) Store.Remove(removed.Hash, removed.Entry.Sort);
        if (added is not null) Store.Set(added.Hash, added.Entry);
    }

    private static bool SamePlace(Row left, Row right) =>
        KeyOrder.Compare(left.Hash, right.Hash) == 0 && KeyOrder.Compare(left.Entry.Sort, right.Entry.Sort) == 0;

    private Row? RowOf(MapValue item)
    {
        var hash = KeyDesign.Values(Definition.Key.Hash, item);
        if (hash is null || SortValues(item) is not { } sort) return null;
        var projected = Definition.Project(item);
        return new Row(hash, new Entry(sort, projected, projected.ItemSize));
    }
}
