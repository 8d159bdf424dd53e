using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>A table with its indexes. Only touched under the engine's lock.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, SecondaryIndex> _indexes = new(StringComparer.Ordinal);
    private readonly Expiry _expiry = new();
    private readonly IndexDelay _delay;
    private MapValue _last = MapValue.Empty;

    public Table(TableDefinition definition, IndexDelay delay)
    {
        _delay = delay;
        Definition = definition;
        foreach (var index in definition.Indexes) _indexes[index.Name] = new SecondaryIndex(index, definition.Key, _delay);
    }

    public TableDefinition Definition { get; private set; }

    public KeyedStore Store { get; } = new();

    public SecondaryIndex? Index(string name) => _indexes.GetValueOrDefault(name);

    public MapValue? Find(ItemKey key) => Store.Find(key.Hash, key.Range)?.Item;

    /// <summary>Replaces, creates or (with a null <paramref name="after"/>) deletes; answers the writes that it takes in the indexes.</summary>
    public List<(string Index, int Writes)> Apply(ItemKey key, MapValue? before, MapValue? after)
    {
        if (after is null)
        {
            Store.Remove(key.Hash, key.Range);
        }
        else
        {
            // items of one shape hold one array of names
            _last = after = after.SharingNames(_last);
            Store.Set(key.Hash, new Entry(key.Range, after, after.ItemSize));
            if (Definition.TimeToLive is { } attribute && !Equals(before?.Get(attribute), after.Get(attribute)))
                _expiry.Note(key, after, attribute);
        }
        var writes = new List<(string, int)>();
        foreach (var index in _indexes.Values)
        {
            if (index.Update(before, after) is var count and > 0) writes.Add((index.Definition.Name, count));
        }
        return writes;
    }

    /// <summary>Brings the delayed indexes up to this time.</summary>
    public void SettleIndexes(DateTimeOffset now)
    {
        foreach (var index in _indexes.Values) index.Settle(now);
    }

    /// <summary>Deletes what expired by then.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (Definition.TimeToLive is not { } attribute) return;
        while (_expiry.TryDequeue(now, out var key))
        {
            // the item may have changed or gone since its time was noted
            if (Find(key) is { } item && Expiry.TimeOf(item, attribute) is { } time && time <= now) Apply(key, item, null);
        }
    }

    /// <summary>Takes a changed definition: new indexes are filled, dropped ones go.</summary>
    public void Redefine(TableDefinition definition)
    {
        bool expires = definition.TimeToLive is not null && definition.TimeToLive != Definition.TimeToLive;
        Definition = definition;
        if (expires)
        {
            foreach (var entry in Store.Scan(0, 1, null)) _expiry.Note(ItemKey.Of(definition.Key, entry.Item), entry.Item, definition.TimeToLive!);
        }
        foreach (string name in _indexes.Keys.Except(definition.Indexes.Select(i => i.Name), StringComparer.Ordinal).ToArray()) _indexes.Remove(name);
        foreach (var index in definition.Indexes)
        {
            if (_indexes.ContainsKey(index.Name)) continue;
            var added = _indexes[index.Name] = new SecondaryIndex(index, definition.Key, _delay);
            foreach (var entry in Store.Scan(0, 1, null)) added.Fill(entry.Item);
        }
    }
}
