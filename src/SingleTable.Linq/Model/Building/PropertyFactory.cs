using System.Collections.Immutable;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds an entity's stored properties and how each is stored.</summary>
internal sealed class PropertyFactory
{
    private readonly TableDefinition _table;
    private readonly IReadOnlySet<Type> _entityTypes;
    private readonly AttributeMappings _mappings;

    public PropertyFactory(TableDefinition table, IReadOnlySet<Type> entityTypes)
    {
        (_table, _entityTypes, _mappings) = (table, entityTypes, new AttributeMappings(table.AttributeNaming));
        foreach (var (stored, register) in table.Conversions)
        {
            if (_mappings.TryCreate(stored, out var problem) is not null)
            {
                register(_mappings);
            }
            else
            {
                table.Problems.Add($"HasConversion of the table stores values as {TypeText.Of(stored)}, but {problem}");
            }
        }
    }

    /// <summary>Where an application is trimmed, what is not used is left out, and of nested types nobody but the context says that they are.</summary>
    public void CheckNestedTypes()
    {
        if (!Trimming.IsTrimmed)
        {
            return;
        }

        foreach (var type in _mappings.Objects.Where(t => !_table.NestedTypes.Contains(t)))
        {
            var name = TypeText.Of(type);
            _table.Problems.Add($"{name} is stored inside of an attribute, and this application is trimmed, so properties of it that "
                + $"no code uses may be missing. Name it in OnModelCreating: table.HasNestedType<{name}>().");
        }
    }

    /// <param name="entity">The entity.</param>
    /// <param name="inherited">The properties of the entity that it derives from: the first ones of its own.</param>
    /// <param name="keySlots">The names of those in the primary key.</param>
    public ImmutableArray<PropertyModel> Create(EntityDefinition entity, ImmutableArray<PropertyModel> inherited, IReadOnlySet<string> keySlots)
    {
        var properties = ImmutableArray.CreateBuilder<PropertyModel>();
        properties.AddRange(inherited);
        foreach (var member in Stored(entity))
        {
            var definition = entity.Properties.GetValueOrDefault(member.Name) ?? new PropertyDefinition(member);
            if (Mapping(entity, definition) is not { } mapping)
            {
                continue;
            }

            properties.Add(new PropertyModel
            {
                Index = properties.Count,
                Member = member,
                AttributeName = definition.AttributeName ?? _table.AttributeNaming?.Invoke(member.Name) ?? member.Name,
                Mapping = mapping,
                OnCreate = definition.OnCreate,
                OnUpdate = definition.OnUpdate,
                IsSealed = definition.IsSealed,
                IsTenant = entity.IsTenant(member, _table),
                IsKey = keySlots.Contains(member.Name),
            });
        }

        PropertyChecks.Run(_table, entity, inherited.Length, properties);
        return properties.ToImmutable();
    }

    private IEnumerable<PropertyInfo> Stored(EntityDefinition entity)
    {
        foreach (var member in TypeMembers.Of(entity.ClrType).Where(m => TypeMembers.WhyNotStored(entity, m) is null))
        {
            if (entity.Base is { } parent && TypeMembers.Find(parent.ClrType, member.Name) is not null)
            {
                continue;
            }

            if (NavigationTarget(member.PropertyType) is not { } target)
            {
                yield return member;
                continue;
            }

            var remedy = target == member.PropertyType ? $"Declare it with HasOne(x => x.{member.Name})" : $"Declare it with HasMany(x => x.{member.Name})";
            entity.Problems.Add($"{entity.Name}.{member.Name} holds {target.Name}, which is an entity of its own. {remedy}, "
                + $"or leave it out with Ignore(x => x.{member.Name}).");
        }
    }

    private Type? NavigationTarget(Type type) =>
        _entityTypes.Contains(type) ? type : TypeMembers.Elements(type).FirstOrDefault(_entityTypes.Contains);

    private AttributeMapping? Mapping(EntityDefinition entity, PropertyDefinition definition)
    {
        CheckFlags(entity, definition);
        var storage = definition.AsNumber ? EnumStorage.Number : EnumStorage.Name;
        var name = definition.Member.Name;
        if (_mappings.TryCreate(definition.Conversion?.Stored ?? definition.Member.PropertyType, storage, out var problem) is not { } mapping)
        {
            entity.Problems.Add(definition.Conversion is { } conversion
                ? $"{entity.Name}.{name}: HasConversion stores it as {TypeText.Of(conversion.Stored)}, but {problem}"
                : $"{entity.Name}.{name}: {problem}");
            return null;
        }

        return definition.Conversion is null ? mapping : definition.Conversion.Wrap(mapping);
    }

    // A combination of flags has no name to be stored by.
    private static void CheckFlags(EntityDefinition entity, PropertyDefinition definition)
    {
        var type = Nullable.GetUnderlyingType(definition.Member.PropertyType) ?? definition.Member.PropertyType;
        if (type.IsEnum && type.IsDefined(typeof(FlagsAttribute), inherit: false) && !definition.AsNumber && definition.Conversion is null)
        {
            entity.Problems.Add($"{entity.Name}.{definition.Member.Name}: {TypeText.Of(type)} holds flags, whose combinations have no name to be stored by. "
                + $"Store its number with Property(x => x.{definition.Member.Name}).AsNumber().");
        }
    }
}
