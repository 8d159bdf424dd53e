using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The table or index that a page is read from.</summary>
internal sealed class PageTarget(Table table, SecondaryIndex? index, bool fetchesItems)
{
    public TableDefinition Table { get; } = table.Definition;

    public IndexDefinition? Index { get; } = index?.Definition;

    public KeyedStore Store { get; } = index?.Store ?? table.Store;

    public KeyDesign Key { get; } = index?.Definition.Key ?? table.Definition.Key;

    /// <summary>A local index reads what it does not hold from the table, for one more read per item.</summary>
    public bool FetchesItems { get; } = fetchesItems;

    private IEnumerable<KeyAttribute> StartKeyAttributes => Index is null ? Key.All : Key.All.Concat(Table.Key.All).Distinct();

    /// <summary>The key to continue behind, as LastEvaluatedKey gives it.</summary>
    public MapValue KeyOf(MapValue item) =>
        MapValue.Of(StartKeyAttributes.Select(k => KeyValuePair.Create(k.Name, item.Get(k.Name)!)));

    /// <summary>The place of a start key, whether or not a row is there.</summary>
    public (DynamoValue[] Hash, DynamoValue[] Sort) Place(MapValue start)
    {
        var attributes = StartKeyAttributes.ToList();
        if (start.Count != attributes.Count || attributes.Exists(a => start.Get(a.Name)?.Kind != a.Kind))
        {
            throw Errors.Validation(Index is null
                ? "The provided starting key is invalid: The provided key element does not match the schema"
                : "The provided starting key is invalid");
        }
        foreach (var attribute in attributes) ItemChecks.RefuseEmpty(start.Get(attribute.Name)!, attribute.Name);
        var sort = index is null ? KeyDesign.Values(Key.Range, start)! : index.SortValues(start)!;
        return (KeyDesign.Values(Key.Hash, start)!, sort);
    }

    public MapValue Fetch(MapValue row) => table.Find(ItemKey.Of(Table.Key, row)) ?? row;
}
