using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

internal sealed record KeyAttribute(string Name, ValueKind Kind);

/// <summary>The key of a table or index: one hash attribute and at most one range attribute, or up to four of each for a GSI.</summary>
internal sealed record KeyDesign(KeyAttribute[] Hash, KeyAttribute[] Range)
{
    public IEnumerable<KeyAttribute> All => Hash.Concat(Range);

    public int Count => Hash.Length + Range.Length;

    public bool Has(string name) => All.Any(k => k.Name == name);

    /// <summary>The values of the given attributes, or null when one of them is absent (a sparse index).</summary>
    public static DynamoValue[]? Values(KeyAttribute[] attributes, MapValue item)
    {
        var values = new DynamoValue[attributes.Length];
        for (int i = 0; i < attributes.Length; i++)
        {
            // an index that is added later meets items whose attribute cannot be its key: it leaves them out
            if (!item.TryGet(attributes[i].Name, out var value) || value.Kind != attributes[i].Kind || value.Size == 0) return null;
            values[i] = value;
        }
        return values;
    }
}
