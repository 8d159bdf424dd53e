using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Building;

/// <summary>Completes the entities that derive from others, and checks what they may not say.</summary>
internal static class HierarchyFactory
{
    public static void Complete(IReadOnlyList<EntityDefinition> definitions, IReadOnlyList<EntityModel> entities)
    {
        foreach (var entity in entities)
        {
            entity.Concrete = [.. entities.Where(e => !e.ClrType.IsAbstract && e.IsOrDerivesFrom(entity))];
            entity.Navigations = entity.Hierarchy.Navigations;
        }

        foreach (var entity in entities)
        {
            entity.AwaitsValues = entity.Hierarchy.Concrete.Any(c => c.Properties.Any(p => p.OnCreate is AsyncGenerator || p.OnUpdate is AsyncGenerator));
        }

        if (definitions.Count > entities.Count)
        {
            CheckTwice(definitions);
        }

        foreach (var definition in definitions)
        {
            CheckStored(definition, entities);
            if (definition.Base is not null)
            {
                CheckOwn(definition, definition.Base);
            }

            var entity = entities.First(e => e.ClrType == definition.ClrType);
            entity.LazyValidation = new Lazy<ValidationModel?>(() => ValidationFactory.Create(definition, entity));
        }

        foreach (var root in entities.Where(e => e.Base is null && e.Concrete.Length > 1))
        {
            CheckAttributes(definitions, root);
        }
    }

    private static void CheckStored(EntityDefinition definition, IReadOnlyList<EntityModel> entities)
    {
        if (entities.First(e => e.ClrType == definition.ClrType).Concrete.IsEmpty)
        {
            definition.Problems.Add($"{definition.Name} is abstract or an interface, and no type that derives from it is declared, so no item could be "
                + "one. Declare its concrete types with HasDerived<T>().");
        }
    }

    private static void CheckTwice(IReadOnlyList<EntityDefinition> definitions)
    {
        foreach (var twice in definitions.GroupBy(d => d.ClrType).Where(g => g.Skip(1).Any()))
        {
            var name = TypeText.Of(twice.Key);
            twice.Last().Problems.Add($"{name} is declared twice. Keep one call of Entity<{name}> or HasDerived<{name}>.");
        }
    }

    private static void CheckOwn(EntityDefinition definition, EntityDefinition parent)
    {
        foreach (var said in definition.Properties.Values.Where(p => TypeMembers.Find(parent.ClrType, p.Member.Name) is not null))
        {
            definition.Problems.Add($"{definition.Name}.{said.Member.Name} is a property of {parent.Name}, and stored in one way for all that derive "
                + $"from it. Say it there, or remove it from HasDerived<{definition.Name}>.");
        }

        foreach (var member in TypeMembers.Of(definition.ClrType))
        {
            var inherited = TypeMembers.Find(parent.ClrType, member.Name);
            if (inherited is not null && member.DeclaringType != inherited.DeclaringType
                && member.GetMethod!.GetBaseDefinition().DeclaringType == member.DeclaringType)
            {
                definition.Problems.Add($"{definition.Name}.{member.Name} hides the property of {parent.Name}, so an item would have two values of one "
                    + "name. Give it another name, or override the property.");
            }
        }
    }

    // An attribute that is a number here and a text there could not be compared with anything in a query of all.
    private static void CheckAttributes(IReadOnlyList<EntityDefinition> definitions, EntityModel root)
    {
        var properties = root.Concrete.SelectMany(c => c.Properties.Select(p => (Entity: c, Property: p))).DistinctBy(x => x.Property);
        foreach (var group in properties.GroupBy(x => x.Property.AttributeName, StringComparer.Ordinal))
        {
            var first = group.First();
            var other = group.FirstOrDefault(x =>
                x.Property.ClrType != first.Property.ClrType || x.Property.Mapping.Kind != first.Property.Mapping.Kind);
            if (other.Entity is not null && other.Entity != first.Entity)
            {
                definitions.First(d => d.ClrType == other.Entity.ClrType).Problems.Add(
                    $"{first.Entity.Name}.{first.Property.Name} ({TypeText.Of(first.Property.ClrType)}) and "
                    + $"{other.Entity.Name}.{other.Property.Name} ({TypeText.Of(other.Property.ClrType)}) would both be stored as '{first.Property.AttributeName}'. "
                    + "Use one type, or name one of them with HasAttribute(…).");
            }
        }
    }
}
