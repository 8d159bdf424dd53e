using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>The primary key of an item, with the attributes it was read from.</summary>
internal sealed class ItemKey(MapValue attributes, DynamoValue[] hash, DynamoValue[] range) : IEquatable<ItemKey>
{
    public MapValue Attributes { get; } = attributes;

    public DynamoValue[] Hash { get; } = hash;

    public DynamoValue[] Range { get; } = range;

    public bool Equals(ItemKey? other) => other is not null && other.Attributes.Equals(Attributes);

    public override bool Equals(object? obj) => Equals(obj as ItemKey);

    public override int GetHashCode() => Attributes.GetHashCode();
}
