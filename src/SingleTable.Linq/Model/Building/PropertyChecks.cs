using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Checks an entity's properties against each other, against the table, and against what was said about them.</summary>
internal static class PropertyChecks
{
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="inherited">How many of its properties, the first ones, were checked with the entity that it derives from.</param>
    /// <param name="properties">All of its properties.</param>
    public static void Run(TableDefinition table, EntityDefinition entity, int inherited, IReadOnlyList<PropertyModel> properties)
    {
        foreach (var property in properties.Skip(inherited))
        {
            CheckGenerator(entity, property, property.OnCreate, "OnCreate");
            CheckGenerator(entity, property, property.OnUpdate, "OnUpdate");
            CheckWhoWrites(entity, property);
        }

        CheckWhatWasSaid(entity);
        CheckNames(table, entity, inherited, properties);
        if (!entity.ClrType.IsAbstract)
        {
            var columns = properties.Select(p => new ColumnSpec(p.AttributeName, p.Member, p.Mapping)).ToList();
            entity.Problems.AddRange(entity.CheckConstruction(columns));
        }
    }

    private static void CheckGenerator(EntityDefinition entity, PropertyModel property, ValueGenerator? generator, string method)
    {
        if (generator is not null && !generator.CanProduce(property.ClrType))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            entity.Problems.Add($"{entity.Name}.{property.Name}: {generator} makes no {TypeText.Of(type)}. "
                + $"Use another one of Generate, or a lambda: {method}(context => …).");
        }
    }

    private static void CheckWhoWrites(EntityDefinition entity, PropertyModel property)
    {
        var name = $"{entity.Name}.{property.Name}";
        if (property.IsTenant && (property.OnCreate ?? property.OnUpdate) is { } generator)
        {
            entity.Problems.Add($"{name} is the tenant, which comes from the scope of the context only. Remove the generator {generator}.");
        }
        else if (property.IsKey && property.OnUpdate is { } onUpdate)
        {
            entity.Problems.Add($"{name} is part of the primary key, which never changes, but OnUpdate({onUpdate}) would change it. "
                + "Use OnCreate, or take the property out of the key.");
        }
        else if (property is { IsSealed: true, OnCreate: null, OnUpdate: null } && entity.Properties.GetValueOrDefault(property.Name) is not { IsKept: true })
        {
            entity.Problems.Add($"{name} is sealed, but nothing generates it, so it could never have a value. "
                + "Add OnCreate(…) or OnUpdate(…), or remove IsSealed().");
        }
    }

    private static void CheckWhatWasSaid(EntityDefinition entity)
    {
        foreach (var said in entity.Properties.Values.Where(p => p.SaysHowItIsStored))
        {
            if (TypeMembers.WhyNotStored(entity, said.Member) is { } reason)
            {
                entity.Problems.Add($"{entity.Name}.{said.Member.Name}: Property(x => x.{said.Member.Name}) says how it is stored, but it is not: {reason}");
            }
        }
    }

    private static void CheckNames(TableDefinition table, EntityDefinition entity, int inherited, IReadOnlyList<PropertyModel> properties)
    {
        HashSet<string> reserved = [.. table.OwnAttributes];
        foreach (var property in properties.Skip(inherited))
        {
            var name = $"{entity.Name}.{property.Name}";
            if (string.IsNullOrEmpty(property.AttributeName))
            {
                entity.Problems.Add($"{name}: UseAttributeNaming gave it an empty name. Return a name for every property.");
            }
            else if (reserved.Contains(property.AttributeName))
            {
                entity.Problems.Add($"{name} would be stored as '{property.AttributeName}', which is an attribute of the table's own. "
                    + $"Name another with Property(x => x.{property.Name}).HasAttribute(…).");
            }
        }

        HashSet<string> names = [.. properties.Select(p => p.AttributeName)];
        if (names.Count < properties.Count)
        {
            CheckShared(entity, inherited, properties);
        }
    }

    private static void CheckShared(EntityDefinition entity, int inherited, IReadOnlyList<PropertyModel> properties)
    {
        foreach (var group in properties.GroupBy(p => p.AttributeName, StringComparer.Ordinal)
            .Where(g => g.Key is { Length: > 0 } && g.Skip(1).Any() && g.Any(p => p.Index >= inherited)))
        {
            entity.Problems.Add($"{entity.Name}: {string.Join(" and ", group.Select(p => p.Name))} would both be stored as '{group.Key}'. "
                + "Name one of them with HasAttribute(…).");
        }
    }
}
