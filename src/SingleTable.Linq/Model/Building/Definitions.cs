using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>What a context said about its table, before it is checked.</summary>
internal sealed class TableDefinition
{
    public string? Name { get; set; }
    public string PartitionKey { get; set; } = "pk";
    public string SortKey { get; set; } = "sk";
    public string TypeAttribute { get; set; } = "_type";
    public string? TimeToLiveAttribute { get; set; }
    public string? TenantProperty { get; set; }
    public Func<string, string>? AttributeNaming { get; set; }
    public TypeIndexModel? TypeIndex { get; set; }
    public List<IndexModel> Indexes { get; } = [];
    public List<(string Name, string Shape)> Partitions { get; } = [];
    public List<EntityDefinition> Entities { get; } = [];
    public List<string> Problems { get; } = [];
}

/// <summary>What a context said about one entity.</summary>
internal abstract class EntityDefinition(Type clrType)
{
    public Type ClrType { get; } = clrType;
    public string TypeName { get; set; } = clrType.Name;
    public bool IsShared { get; set; }
    public KeyDefinition? Key { get; set; }
    public Dictionary<string, KeyDefinition> IndexKeys { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, PropertyDefinition> Properties { get; } = new(StringComparer.Ordinal);
    public List<PropertyInfo> Navigations { get; } = [];
    public PropertyInfo? TimeToLive { get; set; }
    public List<string> Problems { get; } = [];

    public PropertyDefinition Property(PropertyInfo member) =>
        Properties.TryGetValue(member.Name, out var found) ? found : Properties[member.Name] = new PropertyDefinition(member);

    public abstract EntityModel Create(System.Collections.Immutable.ImmutableArray<PropertyModel> properties, bool tenantOwned, PropertyModel? timeToLive);

    public IReadOnlyList<string> CheckConstruction(IReadOnlyList<ColumnSpec> columns) => EntityReader.Check(ClrType, columns);
}

/// <inheritdoc/>
internal sealed class EntityDefinition<T>() : EntityDefinition(typeof(T))
    where T : class
{
    public override EntityModel Create(
        System.Collections.Immutable.ImmutableArray<PropertyModel> properties, bool tenantOwned, PropertyModel? timeToLive) =>
        new EntityModel<T> { ClrType = typeof(T), TypeName = TypeName, IsTenantOwned = tenantOwned, Properties = properties, TimeToLive = timeToLive };
}

/// <summary>The lambdas of a key, as they were written.</summary>
internal sealed record KeyDefinition(LambdaExpression Partition, LambdaExpression? Sort);

/// <summary>What a context said about one property.</summary>
internal sealed class PropertyDefinition(PropertyInfo member)
{
    public PropertyInfo Member { get; } = member;
    public string? AttributeName { get; set; }
    public bool IsIgnored { get; set; }
    public bool IsSealed { get; set; }
    public bool AsNumber { get; set; }
    public KeyEncoding Encoding { get; set; }
    public ValueGenerator? OnCreate { get; set; }
    public ValueGenerator? OnUpdate { get; set; }
    public Func<AttributeMappings, AttributeMapping>? Converter { get; set; }
}
