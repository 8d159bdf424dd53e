using SingleTable.Linq.Model.Description;

namespace SingleTable.Linq;

/// <summary>One entity type of a table.</summary>
public sealed record EntitySchema
{
    /// <summary>The name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>The class.</summary>
    public required Type ClrType { get; init; }

    /// <summary>The name in the type attribute; a tenant's items carry the tenant before it.</summary>
    public required string TypeName { get; init; }

    /// <summary>The entity that it derives from, whose keys, indexes and children it has; or null.</summary>
    public string? Base { get; init; }

    /// <summary>Whether each item belongs to one tenant.</summary>
    public required bool IsTenantOwned { get; init; }

    /// <summary>The primary key.</summary>
    public required KeySchema Key { get; init; }

    /// <summary>The keys on secondary indexes.</summary>
    public required IReadOnlyList<KeySchema> IndexKeys { get; init; }

    /// <summary>The property that says when an item expires, or null.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>How long after which write an item expires, where that is reckoned: <c>08:00:00 after each update</c>, for example; or null.</summary>
    public string? Lifetime { get; init; }

    /// <summary>The property that tells when an item was deleted, where that can be taken back, or null.</summary>
    public string? SoftDelete { get; init; }

    /// <summary>How long a deleted item is kept; null for ever, or where items are gone at once.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>The stored properties.</summary>
    public required IReadOnlyList<PropertySchema> Properties { get; init; }

    /// <summary>Whether no item is of this type itself, but only of those that derive from it.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The values of which no two items have the same.</summary>
    public IReadOnlyList<UniqueSchema> Uniques { get; init; } = [];

    /// <summary>The collections of children that <c>Include</c> fills.</summary>
    public required IReadOnlyList<ChildrenSchema> Children { get; init; }

    /// <summary>The entity with its keys, children and properties.</summary>
    public override string ToString() => SchemaText.Of(this);
}

/// <summary>How a key is made from an entity's properties.</summary>
/// <param name="Index">The index, or null for the table's own key.</param>
/// <param name="PartitionKey">The partition key, for example <c>TENANT#{TenantId}#ORG#{Id}</c>.</param>
/// <param name="SortKey">The sort key likewise; the name of the property where it is a number; null where the index has none.</param>
public sealed record KeySchema(string? Index, string PartitionKey, string? SortKey)
{
    /// <summary>The attributes of the key in their order: those of the partition key first.</summary>
    public IReadOnlyList<KeyAttributeSchema> Attributes { get; init; } = [];

    /// <summary>The key in one line.</summary>
    public override string ToString() => SortKey is null ? PartitionKey : $"{PartitionKey}  {SortKey}";
}

/// <summary>A stored property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClrType">Its type.</param>
/// <param name="Attribute">The attribute that holds it.</param>
/// <param name="IsKey">Whether it is part of the primary key, so that it never changes.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="OnCreate">What generates it when an item is created, for example <c>Generate.UuidV7</c>; or null.</param>
/// <param name="OnUpdate">What generates it at every update; or null.</param>
/// <param name="IsSealed">Whether only generators write it.</param>
public sealed record PropertySchema(
    string Name, Type ClrType, string Attribute, bool IsKey, bool IsNullable, string? OnCreate, string? OnUpdate, bool IsSealed)
{
    /// <summary>How it is stored, by DynamoDB's name: <c>S</c>, <c>N</c>, <c>B</c>, <c>BOOL</c>, <c>M</c>, <c>L</c>, <c>SS</c>, <c>NS</c> or <c>BS</c>.</summary>
    public string AttributeType { get; init; } = "S";

    /// <summary>The property in one line.</summary>
    public override string ToString() => $"{Name} {SchemaText.Type(this)} {SchemaText.Notes(this)}".TrimEnd();
}

/// <summary>A collection of children in the same partition as their parent.</summary>
/// <param name="Property">The property that <c>Include</c> fills.</param>
/// <param name="Entity">The name of the children's entity.</param>
/// <param name="Belongs">Which children belong to a parent.</param>
public sealed record ChildrenSchema(string Property, string Entity, string Belongs)
{
    /// <summary>The collection in one line.</summary>
    public override string ToString() => $"{Property} {Entity} {Belongs}";
}
