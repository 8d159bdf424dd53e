using SingleTable.Linq.Model.Description;

namespace SingleTable.Linq;

/// <summary>What a context's model says about its table, to be read at run time. <see cref="ToString"/> gives the whole of it as text.</summary>
public sealed record TableSchema
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The attribute that holds the partition key.</summary>
    public required string PartitionKey { get; init; }

    /// <summary>The attribute that holds the sort key.</summary>
    public required string SortKey { get; init; }

    /// <summary>The attribute that tells the entity types apart.</summary>
    public required string TypeAttribute { get; init; }

    /// <summary>The attribute that holds when an item expires, or null.</summary>
    public string? TimeToLiveAttribute { get; init; }

    /// <summary>The attributes in which the library notes which write and which bulk operation changed an item last.</summary>
    public IReadOnlyList<string> BookkeepingAttributes { get; init; } = [];

    /// <summary>The property that holds the tenant, or null when the table has no tenants.</summary>
    public string? TenantProperty { get; init; }

    /// <summary>The secondary indexes; the one over the type attribute first.</summary>
    public required IReadOnlyList<IndexSchema> Indexes { get; init; }

    /// <summary>Which entities share partitions, on the table and on each index.</summary>
    public required IReadOnlyList<ItemCollectionSchema> ItemCollections { get; init; }

    /// <summary>The entities, in the order of their declarations.</summary>
    public required IReadOnlyList<EntitySchema> Entities { get; init; }

    /// <summary>The table with its indexes, item collections and entities.</summary>
    public override string ToString() => SchemaText.Of(this);
}

/// <summary>A secondary index.</summary>
/// <param name="Name">The index's name.</param>
/// <param name="PartitionKey">The attribute that holds its partition key; several with commas between.</param>
/// <param name="SortKey">The attribute that holds its sort key, or null.</param>
/// <param name="HasNumericSortKey">Whether the sort key is a number.</param>
/// <param name="IsTypeIndex">Whether it is the index over the type attribute.</param>
public sealed record IndexSchema(string Name, string PartitionKey, string? SortKey, bool HasNumericSortKey, bool IsTypeIndex)
{
    /// <summary>Whether the index is local: its partitions are the table's own.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The attributes of its partition key, in their order.</summary>
    public IReadOnlyList<string> PartitionAttributes { get; init; } = [PartitionKey];

    /// <summary>The attributes of its sort key, in their order.</summary>
    public IReadOnlyList<string> SortAttributes { get; init; } = SortKey is null ? [] : [SortKey];

    /// <summary>The attributes that the index holds beside the keys; null for all.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    /// <summary>The index in one line.</summary>
    public override string ToString() => $"{Name} {SchemaText.Attributes(this)}";
}

/// <summary>Entities that share partitions: one Query can read all of them.</summary>
/// <param name="Name">The name that the model gives it, or null.</param>
/// <param name="Index">The index whose partitions they are, or null for the table's own.</param>
/// <param name="Shape">The shape of the partition key, with <c>{}</c> for each value.</param>
/// <param name="Entities">The names of the entities.</param>
public sealed record ItemCollectionSchema(string? Name, string? Index, string Shape, IReadOnlyList<string> Entities)
{
    /// <summary>The item collection in one line.</summary>
    public override string ToString() => $"{SchemaText.Title(this)}: {string.Join(", ", Entities)}";
}
