using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds an entity's stored properties and how each is stored.</summary>
internal sealed class PropertyFactory(TableDefinition table, IReadOnlySet<Type> entityTypes)
{
    private readonly AttributeMappings _mappings = new(table.AttributeNaming);
    private readonly NullabilityInfoContext _nullability = new();

    public ImmutableArray<PropertyModel> Create(EntityDefinition entity, IReadOnlySet<string> keySlots)
    {
        var properties = ImmutableArray.CreateBuilder<PropertyModel>();
        foreach (var member in Stored(entity))
        {
            var definition = entity.Properties.GetValueOrDefault(member.Name) ?? new PropertyDefinition(member);
            if (Mapping(entity, definition) is not { } mapping)
            {
                continue;
            }

            CheckGenerator(entity, member, definition.OnCreate);
            CheckGenerator(entity, member, definition.OnUpdate);
            properties.Add(new PropertyModel
            {
                Index = properties.Count,
                Member = member,
                AttributeName = definition.AttributeName ?? table.AttributeNaming?.Invoke(member.Name) ?? member.Name,
                Mapping = mapping,
                IsNullable = IsNullable(member),
                OnCreate = definition.OnCreate,
                OnUpdate = definition.OnUpdate,
                IsSealed = definition.IsSealed,
                IsTenant = !entity.IsShared && member.Name == table.TenantProperty,
                IsKey = keySlots.Contains(member.Name),
            });
        }

        CheckNames(entity, properties);
        CheckConstruction(entity, properties);
        return properties.ToImmutable();
    }

    private IEnumerable<PropertyInfo> Stored(EntityDefinition entity)
    {
        var parameters = entity.ClrType.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var member in entity.ClrType.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var isWritable = member.SetMethod is not null || parameters.Contains(member.Name);
            var isIgnored = entity.Properties.GetValueOrDefault(member.Name)?.IsIgnored == true;
            if (isIgnored || !isWritable || member.GetMethod is null || member.GetIndexParameters().Length > 0
                || entity.Navigations.Any(n => n.Name == member.Name) || member.Name == "EqualityContract")
            {
                continue;
            }

            if (NavigationTarget(member.PropertyType) is { } target)
            {
                entity.Problems.Add($"{entity.ClrType.Name}.{member.Name} holds {target.Name}, which is an entity of its own. Declare it with "
                    + $"HasMany(x => x.{member.Name}), or leave it out with Ignore(x => x.{member.Name}).");
                continue;
            }

            yield return member;
        }
    }

    private Type? NavigationTarget(Type type)
    {
        if (entityTypes.Contains(type))
        {
            return type;
        }

        return typeof(IEnumerable).IsAssignableFrom(type)
            ? ElementTypes(type).FirstOrDefault(entityTypes.Contains)
            : null;
    }

    internal static IEnumerable<Type> ElementTypes(Type type) =>
        type.GetInterfaces().Append(type)
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GetGenericArguments()[0]);

    private AttributeMapping? Mapping(EntityDefinition entity, PropertyDefinition definition)
    {
        if (definition.Converter is { } converter)
        {
            return converter(_mappings);
        }

        var storage = definition.AsNumber ? EnumStorage.Number : EnumStorage.Name;
        var mapping = _mappings.TryCreate(definition.Member.PropertyType, storage, out var problem);
        if (mapping is null)
        {
            var name = definition.Member.Name;
            entity.Problems.Add($"{entity.ClrType.Name}.{name} cannot be stored: {problem} Give it a conversion with "
                + $"Property(x => x.{name}).HasConversion(…), or leave it out with Ignore(x => x.{name}).");
        }

        return mapping;
    }

    private bool IsNullable(PropertyInfo member) =>
        member.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(member.PropertyType) is not null
            : _nullability.Create(member).ReadState != NullabilityState.NotNull;

    private static void CheckGenerator(EntityDefinition entity, PropertyInfo member, ValueGenerator? generator)
    {
        if (generator is not null && !generator.CanProduce(member.PropertyType))
        {
            entity.Problems.Add($"{entity.ClrType.Name}.{member.Name}: the generator {generator} cannot make a {member.PropertyType.Name}. "
                + "Use another one of Generate, or Generate.From(…).");
        }
    }

    private void CheckNames(EntityDefinition entity, IReadOnlyList<PropertyModel> properties)
    {
        HashSet<string> reserved = [table.PartitionKey, table.SortKey, table.TypeAttribute];
        reserved.UnionWith(table.Indexes.SelectMany(i => new[] { i.PartitionAttribute, i.SortAttribute }).OfType<string>());
        reserved.UnionWith(new[] { table.TypeIndex?.SortAttribute, table.TimeToLiveAttribute }.OfType<string>());
        foreach (var group in properties.GroupBy(p => p.AttributeName, StringComparer.Ordinal))
        {
            if (reserved.Contains(group.Key))
            {
                entity.Problems.Add($"{entity.ClrType.Name}.{group.First().Name} would be stored as '{group.Key}', which is an attribute of the table's own. "
                    + $"Name another with Property(x => x.{group.First().Name}).HasAttribute(…).");
            }
            else if (group.Skip(1).Any())
            {
                entity.Problems.Add($"{entity.ClrType.Name}: {string.Join(" and ", group.Select(p => p.Name))} would both be stored as '{group.Key}'. "
                    + "Name one of them with HasAttribute(…).");
            }
        }
    }

    private static void CheckConstruction(EntityDefinition entity, IReadOnlyList<PropertyModel> properties)
    {
        var columns = properties.Select(p => new ColumnSpec(p.AttributeName, p.Member, p.Mapping)).ToList();
        entity.Problems.AddRange(entity.CheckConstruction(columns).Select(problem => $"{entity.ClrType.Name}: {problem}"));
    }
}
