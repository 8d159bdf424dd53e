using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>The primary key of an item, with the attributes it was read from.</summary>
internal sealed class ItemKey(MapValue attributes, DynamoValue[] hash, DynamoValue[] range) : IEquatable<ItemKey>
{
    public MapValue Attributes { get; } = attributes;

    public DynamoValue[] Hash { get; } = hash;

    public DynamoValue[] Range { get; } = range;

    public static ItemKey Of(KeyDesign design, MapValue item) => new(
        item.Count == design.Count ? item : MapValue.Of(design.All.Select(k => KeyValuePair.Create(k.Name, item.Get(k.Name)!))),
        KeyDesign.Values(design.Hash, item)!, KeyDesign.Values(design.Range, item)!);

    public bool Equals(ItemKey? other) => other is not null && other.Attributes.Equals(Attributes);

    public override bool Equals(object? obj) => Equals(obj as ItemKey);

    public override int GetHashCode() => Attributes.GetHashCode();
}
