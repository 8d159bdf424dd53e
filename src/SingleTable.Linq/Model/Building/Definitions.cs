using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>What a context said about its table, before it is checked.</summary>
internal sealed class TableDefinition
{
    public string? Name { get; set; }
    public string PartitionKey { get; set; } = "pk";
    public string SortKey { get; set; } = "sk";
    public string TypeAttribute { get; set; } = "_type";
    public string WriteIdAttribute => "_w";
    public string BulkAttribute => "_bulk";
    public string? TimeToLiveAttribute { get; set; }
    public string? TenantProperty { get; set; }
    public Func<string, string>? AttributeNaming { get; set; }
    public TypeIndexModel? TypeIndex { get; set; }
    public List<IndexModel> Indexes { get; } = [];
    public List<NamedPartition> Partitions { get; } = [];
    public List<(Type Stored, Action<AttributeMappings> Register)> Conversions { get; } = [];
    public HashSet<Type> NestedTypes { get; } = [];
    public List<EntityDefinition> Entities { get; } = [];
    public List<string> Problems { get; } = [];

    /// <summary>The attributes that no property may have: of the keys, the type and the time to live.</summary>
    public IEnumerable<string> OwnAttributes =>
        new[] { PartitionKey, SortKey, TypeAttribute, WriteIdAttribute, BulkAttribute, TypeIndex?.SortAttribute, TimeToLiveAttribute }
            .Concat(Indexes.SelectMany(i => i switch
            {
                { IsInverted: true } or { IsNative: true } => [],
                { IsLocal: true } => [i.SortAttribute],
                _ => new[] { i.PartitionAttribute, i.SortAttribute },
            })).OfType<string>();

    /// <summary>Completes the indexes that use the table's keys, once those are known.</summary>
    public void CompleteIndexes()
    {
        for (var i = 0; i < Indexes.Count; i++)
        {
            var index = Indexes[i];
            Indexes[i] = index with
            {
                PartitionAttributes = index.IsLocal ? [PartitionKey] : index.PartitionAttributes,
                IsInverted = index is { IsLocal: false, IsNumericSort: false, IsNative: false } && (index.PartitionAttribute, index.SortAttribute) == (SortKey, PartitionKey),
            };
        }
    }
}

/// <summary>A name that a context gave to the partitions of a shape.</summary>
internal sealed record NamedPartition(string Name, string Shape);

/// <summary>What a context said about one entity.</summary>
internal abstract class EntityDefinition(Type clrType)
{
    public Type ClrType { get; } = clrType;
    public string TypeName { get; set; } = TypeText.Of(clrType);

    /// <summary>For messages.</summary>
    public string Name => TypeText.Of(ClrType);
    public bool IsShared { get; set; }

    /// <summary>The entity that this one derives from.</summary>
    public EntityDefinition? Base { get; init; }
    public List<EntityDefinition> Derived { get; } = [];

    /// <summary>This one and all that derive from it, at any depth.</summary>
    public IEnumerable<EntityDefinition> Hierarchy => Derived.SelectMany(d => d.Hierarchy).Prepend(this);
    public KeyDefinition? Key { get; set; }
    public Dictionary<string, KeyDefinition> IndexKeys { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, LambdaExpression> IndexFilters { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, PropertyDefinition> Properties { get; } = new(StringComparer.Ordinal);
    public List<PropertyInfo> Navigations { get; } = [];
    public List<ReferenceDefinition> References { get; } = [];
    public List<TreeDefinition> Trees { get; } = [];
    public PropertyInfo? TimeToLive { get; set; }
    public LifetimeDefinition? Lifetime { get; set; }
    public (PropertyInfo Member, TimeSpan? KeepFor)? SoftDelete { get; set; }
    public PropertyInfo? Version { get; set; }
    public MissingValues OnMissing { get; set; }
    public List<UniqueDefinition> Uniques { get; } = [];
    public List<CounterDefinition> Counters { get; } = [];
    public AuditDefinition? Audit { get; set; }
    public ValidationDefinition Validation { get; } = new();

    /// <summary>Whether it says anything of other items that are written with its own.</summary>
    public bool HasCompanions => Uniques.Count > 0 || Counters.Count > 0 || Audit is not null;

    /// <summary>The property that holds the tenant, where it is not called as the table's others are.</summary>
    public string? TenantProperty { get; init; }
    public List<string> Problems { get; } = [];

    public bool IsTenant(PropertyInfo member, TableDefinition table) =>
        !IsShared && table.TenantProperty is not null && member.Name == (TenantProperty ?? table.TenantProperty);

    public PropertyDefinition Property(PropertyInfo member) =>
        Properties.TryGetValue(member.Name, out var found) ? found : Properties[member.Name] = new PropertyDefinition(member);

    public abstract EntityModel Create(EntityModel? baseModel, ImmutableArray<PropertyModel> properties, bool tenantOwned, PropertyModel? timeToLive);

    public IReadOnlyList<string> CheckConstruction(IReadOnlyList<ColumnSpec> columns) => EntityReader.Check(ClrType, columns);
}

/// <inheritdoc/>
internal sealed class EntityDefinition<T>() : EntityDefinition(typeof(T))
    where T : class
{
    public override EntityModel Create(
        EntityModel? baseModel, ImmutableArray<PropertyModel> properties, bool tenantOwned, PropertyModel? timeToLive) =>
        new EntityModel<T>
        {
            ClrType = typeof(T), TypeName = TypeName, IsTenantOwned = tenantOwned, Base = baseModel, Properties = properties, TimeToLive = timeToLive,
        };
}

/// <summary>The lambdas of a key, as they were written. On a local index there is none for the partition key.</summary>
internal sealed record KeyDefinition(LambdaExpression? Partition, LambdaExpression? Sort);

/// <summary>A reference, and the properties that were named for slots of the target's key; null where they could not be read.</summary>
internal sealed record ReferenceDefinition(PropertyInfo Member, IReadOnlyDictionary<string, PropertyInfo>? Key);

/// <summary>A collection of the entity's own type, and the property that holds the path.</summary>
internal sealed record TreeDefinition(PropertyInfo Path, PropertyInfo Children, char Separator);

/// <summary>How long items live: as a property says, or for a fixed time.</summary>
internal sealed record LifetimeDefinition(PropertyInfo? Member, TimeSpan Fixed, bool IsSliding);

/// <summary>What a context said about one property.</summary>
internal sealed class PropertyDefinition(PropertyInfo member)
{
    public PropertyInfo Member { get; } = member;
    public string? AttributeName { get; set; }
    public bool IsIgnored { get; set; }
    public bool IsSealed { get; set; }

    /// <summary>The library gives it its values, and not a generator.</summary>
    public bool IsKept { get; set; }
    public bool AsNumber { get; set; }
    public KeyEncoding Encoding { get; set; }
    public ValueGenerator? OnCreate { get; set; }
    public ValueGenerator? OnUpdate { get; set; }
    public ConversionDefinition? Conversion { get; set; }

    public bool SaysHowItIsStored =>
        AttributeName is not null || IsSealed || AsNumber || OnCreate is not null || OnUpdate is not null || Conversion is not null;
}

/// <summary>Says that a property is stored as a value of another type.</summary>
internal abstract record ConversionDefinition(Type Stored)
{
    public abstract AttributeMapping Wrap(AttributeMapping stored);
}

/// <inheritdoc/>
internal sealed record ConversionDefinition<T, TStored>(Func<T, TStored> To, Func<TStored, T> From) : ConversionDefinition(typeof(TStored))
{
    public override AttributeMapping Wrap(AttributeMapping stored) =>
        new ConvertedMapping<T, TStored>(stored.As<TStored>(), To, From, isOrdered: false);
}
