using System.Collections.Immutable;
using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model.Description;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Model;

/// <summary>What the table looks like: built once for a context type, immutable, and free of problems.</summary>
internal sealed class TableModel
{
    private readonly Dictionary<Type, EntityModel> _byType;

    public TableModel(ImmutableArray<EntityModel> entities)
    {
        Entities = entities;
        _byType = entities.ToDictionary(e => e.ClrType);
    }

    public required string Name { get; init; }
    public required string PartitionKey { get; init; }
    public required string SortKey { get; init; }
    public required string TypeAttribute { get; init; }

    /// <summary>The attributes of the primary key as they are written, up to their texts.</summary>
    public KeyNames KeyNames => field ??= new KeyNames(JsonName.OfAttribute(PartitionKey, WireNames.S), JsonName.OfAttribute(SortKey, WireNames.S));

    /// <summary>Which write an item was left by.</summary>
    public required string WriteIdAttribute { get; init; }

    /// <summary>Which operation on many items has changed an item last.</summary>
    public required string BulkAttribute { get; init; }
    public required string? TimeToLiveAttribute { get; init; }
    public required string? TenantProperty { get; init; }
    public required TypeIndexModel? TypeIndex { get; init; }
    public required ImmutableArray<IndexModel> Indexes { get; init; }
    public ImmutableArray<EntityModel> Entities { get; }
    public ImmutableArray<ItemCollectionModel> ItemCollections { get; internal set; } = [];

    /// <summary>The model in public types; made when somebody asks.</summary>
    public TableSchema Schema => field ??= SchemaFactory.Create(this);

    public EntityModel? Find(Type type) => _byType.GetValueOrDefault(type);

    /// <summary>
    /// The value of the type attribute. A tenant's items carry the tenant in it, so that an index over it keeps tenants apart and one
    /// comparison checks both on every read.
    /// </summary>
    public static string TypeValue(EntityModel entity, string? tenant)
    {
        if (!entity.IsTenantOwned)
        {
            return entity.TypeName;
        }

        using var writer = new Keys.KeyWriter(stackalloc byte[128]);
        writer.AppendEscaped(tenant, KeyEncoding.Escaped);
        writer.Append("#"u8);
        writer.Append(Encoding.UTF8.GetBytes(entity.TypeName));
        return writer.ToString();
    }
}

/// <summary>The attributes of a table's primary key, as they are written up to their texts.</summary>
internal sealed record KeyNames(JsonName Partition, JsonName Sort);

/// <summary>A secondary index of the table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PartitionAttributes">The attributes of its partition key: several only where <see cref="IsNative"/>.</param>
/// <param name="SortAttributes">The attributes of its sort key, in their order.</param>
internal sealed record IndexModel(string Name, ImmutableArray<string> PartitionAttributes, ImmutableArray<string> SortAttributes)
{
    /// <summary>The keys are texts, or a number, of attributes that only the index has.</summary>
    public static IndexModel Of(string name, string partition, string? sort) => new(name, [partition], sort is null ? [] : [sort]);

    public string PartitionAttribute => PartitionAttributes[0];
    public string? SortAttribute => SortAttributes.IsEmpty ? null : SortAttributes[0];
    public IEnumerable<string> KeyAttributes => PartitionAttributes.Concat(SortAttributes);
    public bool IsNumericSort { get; init; }

    /// <summary>Its keys are properties of the entities, as they are stored.</summary>
    public bool IsNative { get; init; }

    /// <summary>How the attributes of a native index are stored. Known once all entities are.</summary>
    public ImmutableDictionary<string, AttributeKind> Kinds { get; internal set; } = ImmutableDictionary<string, AttributeKind>.Empty;

    public IndexProjection Projection { get; init; } = IndexProjection.All;

    /// <summary>Its partitions are the table's own.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Its keys are the table's own, the other way round.</summary>
    public bool IsInverted { get; init; }

    /// <summary>The attributes that it holds beside the keys; null for all. Known once all entities are.</summary>
    public ImmutableArray<string>? Attributes { get; internal set; }

    public bool Holds(string attribute) => Attributes is not { } some || some.Contains(attribute) || KeyAttributes.Contains(attribute);
}

/// <summary>The index over the type attribute, ordered by the time an item was written first.</summary>
internal sealed record TypeIndexModel(string Name, string PartitionAttribute, string SortAttribute);

/// <summary>Entities whose partition keys have one shape on the table or on an index: their items can be read by one Query.</summary>
internal sealed record ItemCollectionModel(string? Name, string? IndexName, string Shape, ImmutableArray<EntityModel> Entities)
{
    public override string ToString() => $"{Name ?? Shape}: {string.Join(", ", Entities)}";
}
