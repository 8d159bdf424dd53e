using System.Collections.Immutable;

namespace SingleTable.Linq.Model.Building;

/// <summary>Turns what a context said about its table into a model, or into the list of all its problems.</summary>
internal static class TableModelFactory
{
    public static TableModel Create(TableDefinition table, string contextName, string? tableName)
    {
        var problems = table.Problems;
        CheckTable(table, tableName, contextName);
        var entityTypes = table.Entities.Select(e => e.ClrType).ToHashSet();
        var properties = new PropertyFactory(table, entityTypes);
        var keys = new KeyFactory(table);
        var entities = new List<EntityModel>();
        foreach (var definition in table.Entities)
        {
            entities.Add(CreateEntity(table, definition, properties, keys));
        }

        CheckTypeNames(entities, problems);
        var complete = entities.Where(e => e.Keys.Length > 0).ToList();
        OverlapCheck.Run(complete, problems);
        foreach (var (definition, entity) in table.Entities.Zip(entities))
        {
            problems.AddRange(definition.Problems);
            if (entity.Keys.Length > 0)
            {
                entity.Navigations = NavigationFactory.Create(definition, entity, complete, problems);
            }
        }

        var model = new TableModel([.. entities])
        {
            Name = tableName ?? table.Name ?? contextName,
            PartitionKey = table.PartitionKey,
            SortKey = table.SortKey,
            TypeAttribute = table.TypeAttribute,
            TimeToLiveAttribute = table.TimeToLiveAttribute,
            TenantProperty = table.TenantProperty,
            TypeIndex = table.TypeIndex,
            Indexes = [.. table.Indexes],
        };
        model.ItemCollections = Collections(table, complete);
        foreach (var entity in entities)
        {
            entity.Table = model;
        }

        return problems.Count == 0 ? model : throw new ModelException(contextName, [.. problems.Distinct()]);
    }

    private static EntityModel CreateEntity(TableDefinition table, EntityDefinition definition, PropertyFactory properties, KeyFactory keys)
    {
        var isTenantOwned = table.TenantProperty is not null && !definition.IsShared;
        if (isTenantOwned && definition.ClrType.GetProperty(table.TenantProperty!)?.PropertyType != typeof(string))
        {
            definition.Problems.Add($"{definition.ClrType.Name} has no string property {table.TenantProperty}, which HasTenant names. "
                + "Add it, or declare the entity with IsSharedByTenants().");
        }

        var stored = properties.Create(definition, KeyFactory.Slots(definition));
        var entity = definition.Create(stored, isTenantOwned, TimeToLive(table, definition, stored));
        entity.Keys = keys.Create(definition, stored);
        return entity;
    }

    private static PropertyModel? TimeToLive(TableDefinition table, EntityDefinition definition, ImmutableArray<PropertyModel> properties)
    {
        if (definition.TimeToLive is not { } member)
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (table.TimeToLiveAttribute is null)
        {
            definition.Problems.Add($"{definition.ClrType.Name} has a time to live, but the table has no attribute for it. Call HasTimeToLive(\"ttl\") on the table.");
        }

        if (type != typeof(DateTime) && type != typeof(DateTimeOffset))
        {
            definition.Problems.Add($"{definition.ClrType.Name}.{member.Name} cannot say when an item expires. Use a DateTimeOffset or DateTime.");
        }

        return properties.FirstOrDefault(p => p.Name == member.Name);
    }

    private static void CheckTable(TableDefinition table, string? tableName, string contextName)
    {
        if (table.Name is null && tableName is null)
        {
            table.Problems.Add($"The table has no name. Call HasName(\"…\") in {contextName}.OnModelCreating, or set TableOptions.TableName.");
        }

        if (table.Entities.Count == 0)
        {
            table.Problems.Add("The table has no entities. Declare one with Entity<T>(e => e.HasKey(…)).");
        }

        var attributes = new List<string?> { table.PartitionKey, table.SortKey, table.TypeAttribute, table.TypeIndex?.SortAttribute, table.TimeToLiveAttribute };
        attributes.AddRange(table.Indexes.SelectMany(i => new[] { i.PartitionAttribute, i.SortAttribute }));
        foreach (var twice in attributes.OfType<string>().GroupBy(a => a, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            table.Problems.Add($"The attribute '{twice.Key}' is used for two keys of the table and its indexes. Give each an attribute of its own.");
        }

        var names = table.Indexes.Select(i => i.Name).Concat(table.TypeIndex is { } index ? [index.Name] : []);
        foreach (var twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            table.Problems.Add($"The index '{twice.Key}' is declared twice. Keep one declaration.");
        }
    }

    private static void CheckTypeNames(List<EntityModel> entities, List<string> problems)
    {
        foreach (var entity in entities.Where(e => e.TypeName.AsSpan().ContainsAny('#', '$')))
        {
            problems.Add($"{entity.Name}: its type name '{entity.TypeName}' holds '#' or '$', which separate values. Choose another with HasTypeName(…).");
        }

        foreach (var twice in entities.GroupBy(e => e.TypeName, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            problems.Add($"{string.Join(" and ", twice.Select(e => e.ClrType.FullName))} have the type name '{twice.Key}'. "
                + "Give one of them another with HasTypeName(…).");
        }
    }

    private static ImmutableArray<ItemCollectionModel> Collections(TableDefinition table, List<EntityModel> entities)
    {
        var collections = entities.SelectMany(e => e.Keys.Select(k => (Entity: e, Key: k)))
            .GroupBy(x => (x.Key.IndexName, x.Key.Partition.Shape))
            .Select(g => new ItemCollectionModel(
                g.Key.IndexName is null ? table.Partitions.FirstOrDefault(p => p.Shape == g.Key.Shape).Name : null,
                g.Key.IndexName, g.Key.Shape, [.. g.Select(x => x.Entity)]))
            .ToImmutableArray();
        foreach (var (name, shape) in table.Partitions.Where(p => collections.All(c => c.IndexName is not null || c.Shape != p.Shape)))
        {
            table.Problems.Add($"The partition '{name}' has the shape {shape}, but no entity's partition key has it. "
                + $"Shapes: {string.Join(", ", collections.Where(c => c.IndexName is null).Select(c => c.Shape))}.");
        }

        return collections;
    }
}
