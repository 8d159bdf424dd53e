using System.Collections.Immutable;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Building;

/// <summary>Turns what a context said about its table into a model, or into the list of all its problems.</summary>
internal static class TableModelFactory
{
    public static TableModel Create(TableDefinition table, string contextName, string? tableName)
    {
        table.CompleteIndexes();
        if (table.Entities.Exists(e => e.Audit is not null))
        {
            AuditDefinition.AddEntries(table);
        }

        TableChecks.Run(table, tableName, contextName);
        List<EntityDefinition> definitions = [.. table.Entities.SelectMany(e => e.Hierarchy)];
        var properties = new PropertyFactory(table, definitions.Select(e => e.ClrType).ToHashSet());
        var keys = new KeyFactory(table);
        var byType = new Dictionary<Type, EntityModel>();
        foreach (var definition in definitions.Where(d => !byType.ContainsKey(d.ClrType)))
        {
            var parent = definition.Base is null ? null : byType[definition.Base.ClrType];
            byType.Add(definition.ClrType, CreateEntity(table, definition, parent, properties, keys));
        }

        properties.CheckNestedTypes();
        List<EntityModel> entities = [.. byType.Values];
        List<EntityModel> roots = entities.FindAll(e => e.Base is null);
        foreach (var definition in table.Entities)
        {
            var root = byType[definition.ClrType];
            root.Navigations = NavigationFactory.Create(definition, root, entities);
        }

        HierarchyFactory.Complete(definitions, entities);
        if (table.Entities.Exists(e => e.HasCompanions))
        {
            CompanionFactory.Run(table, byType);
        }

        var problems = table.Problems;
        problems.AddRange(definitions.SelectMany(e => e.Problems));
        TableChecks.TypeNames([.. entities.Where(e => e.Concrete.Contains(e))], problems);
        if (table.Indexes.Count > 0)
        {
            NativeIndexChecks.Run(table, entities, problems);
            ProjectionFactory.Run(table, entities, problems);
        }

        OverlapCheck.Run([.. roots.Where(e => e.HasKey)], problems);
        var model = new TableModel([.. entities])
        {
            Name = tableName ?? table.Name ?? contextName,
            PartitionKey = table.PartitionKey,
            SortKey = table.SortKey,
            TypeAttribute = table.TypeAttribute,
            WriteIdAttribute = table.WriteIdAttribute,
            BulkAttribute = table.BulkAttribute,
            TimeToLiveAttribute = table.TimeToLiveAttribute,
            TenantProperty = table.TenantProperty,
            TypeIndex = table.TypeIndex,
            Indexes = [.. table.Indexes],
        };
        model.ItemCollections = Collections(table, roots, problems);
        foreach (var entity in entities)
        {
            entity.Table = model;
        }

        return problems.Count == 0 ? model : throw new ModelException(contextName, [.. problems.Distinct()]);
    }

    private static EntityModel CreateEntity(
        TableDefinition table, EntityDefinition definition, EntityModel? parent, PropertyFactory properties, KeyFactory keys)
    {
        if (parent is not null)
        {
            var keySlots = parent.Properties.Where(p => p.IsKey).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            var all = properties.Create(definition, parent.Properties, keySlots);
            var derived = definition.Create(parent, all, parent.IsTenantOwned, parent.TimeToLive);
            derived.Keys = parent.Keys;
            derived.Version = parent.Version;
            derived.OnMissing = parent.OnMissing;
            derived.Lifetime = parent.Lifetime;
            derived.SoftDelete = parent.SoftDelete;
            return derived;
        }

        var isTenantOwned = table.TenantProperty is not null && !definition.IsShared;
        var tenant = isTenantOwned ? TypeMembers.Find(definition.ClrType, definition.TenantProperty ?? table.TenantProperty!) : null;
        if (tenant is not null && tenant.PropertyType != typeof(string))
        {
            definition.Problems.Add($"{definition.Name}.{tenant.Name} is the tenant, but its type is {TypeText.Of(tenant.PropertyType)}. Make it a string.");
        }
        else if (isTenantOwned && tenant is null)
        {
            definition.Problems.Add($"{definition.Name} has no string property {table.TenantProperty}, which HasTenant names. "
                + "Add it, or declare the entity with IsSharedByTenants().");
        }

        var stored = properties.Create(definition, [], KeyFactory.Slots(definition));
        var entity = definition.Create(null, stored, isTenantOwned, definition.TimeToLive is null ? null : ExpiryFactory.TimeToLive(table, definition, stored));
        entity.Lifetime = definition.Lifetime is null ? null : ExpiryFactory.Lifetime(definition, entity.TimeToLive, stored);
        entity.SoftDelete = definition.SoftDelete is null ? null : SoftDeleteFactory.Create(table, definition, stored);
        entity.Version = definition.Version is null ? null : VersionFactory.Create(definition, stored);
        entity.OnMissing = definition.OnMissing;
        entity.Keys = keys.Create(definition, stored);
        return entity;
    }

    private static ImmutableArray<ItemCollectionModel> Collections(TableDefinition table, List<EntityModel> entities, List<string> problems)
    {
        var collections = new List<ItemCollectionModel>();
        List<EntityKey> rest = [.. entities.SelectMany(e => e.Keys.Select(k => new EntityKey(e, k)))];
        while (rest is [var first, ..])
        {
            var (index, shape) = (first.Key.IndexName, first.Key.PartitionShape);
            List<EntityKey> alike = rest.FindAll(x => x.Key.IndexName == index && x.Key.PartitionShape == shape);
            rest.RemoveAll(alike.Contains);
            while (alike is [var one, ..])
            {
                // On an index, keys of one shape and of different forms never meet.
                var together = alike.FindAll(x => x.Key.IsNative || SlotForms.Differing(one.Key.Partition, x.Key.Partition) is null);
                collections.Add(new ItemCollectionModel(
                    index is null ? table.Partitions.Find(p => p.Shape == shape)?.Name : null, index, shape, [.. together.Select(x => x.Entity)]));
                alike.RemoveAll(together.Contains);
            }
        }

        if (entities.All(e => e.HasKey))
        {
            TableChecks.Partitions(table, [.. collections.Where(c => c.IndexName is null).Select(c => c.Shape)], problems);
        }

        return [.. collections];
    }

    private sealed record EntityKey(EntityModel Entity, KeyModel Key);
}
