using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Makes an entity's keys from their lambdas.</summary>
internal sealed class KeyFactory(TableDefinition table)
{
    /// <summary>The names of the properties in the primary key: they are fixed for the life of an item.</summary>
    public static IReadOnlySet<string> Slots(EntityDefinition entity)
    {
        var ignored = new List<string>();
        var lambdas = new[] { entity.Key?.Partition, entity.Key?.Sort }.OfType<LambdaExpression>();
        return lambdas.SelectMany(l => KeyLambdaReader.Read(l, "", ignored) ?? [])
            .Select(p => p.Property?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    public ImmutableArray<KeyModel> Create(EntityDefinition entity, ImmutableArray<PropertyModel> properties)
    {
        if (entity.Key is not { } primary)
        {
            entity.Problems.Add($"{entity.Name} has no key. Add HasKey(x => $\"…#{{x.Id}}\", _ => \"#METADATA\").");
            return [];
        }

        var keys = ImmutableArray.CreateBuilder<KeyModel>();
        Add(keys, CreateKey(entity, properties, primary, null, table.PartitionKey, table.SortKey));
        foreach (var (name, definition) in entity.IndexKeys)
        {
            if (table.Indexes.FirstOrDefault(i => i.Name == name) is not { } index)
            {
                entity.Problems.Add($"{entity.Name}: the table has no index '{name}' "
                    + $"(it has: {(table.Indexes.Count == 0 ? "none" : string.Join(", ", table.Indexes.Select(i => i.Name)))}). "
                    + $"Declare it with HasIndex(\"{name}\", partitionKey, sortKey) on the table.");
                continue;
            }

            Add(keys, index.IsNative ? null : CreateIndexKey(entity, properties, definition, index));
        }

        foreach (var index in table.Indexes.Where(i => i.IsNative))
        {
            Add(keys, CreateNativeKey(entity, properties, index));
        }

        foreach (var name in entity.IndexFilters.Keys.Where(n => keys.All(k => k.IndexName != n || k.IsNative)))
        {
            entity.Problems.Add($"{entity.Name}: HasIndexFilter(\"{name}\", …) names an index that the entity is not on by HasIndex(\"{name}\", …) or HasLocalIndex. Add that; or, where the "
                + "index's keys are properties themselves, keep items off it by leaving one of them null.");
        }

        // Every item has the table's keys, and so is on an index over them.
        foreach (var index in table.Indexes.Where(i => i.IsInverted && primary.Sort is not null))
        {
            Add(keys, CreateKey(entity, properties, new KeyDefinition(primary.Sort, primary.Partition), index, table.SortKey, table.PartitionKey));
        }

        return keys.ToImmutable();
    }

    private static void Add(ImmutableArray<KeyModel>.Builder keys, KeyModel? key)
    {
        if (key is not null)
        {
            keys.Add(key);
        }
    }

    private KeyModel? CreateIndexKey(
        EntityDefinition entity, ImmutableArray<PropertyModel> properties, KeyDefinition definition, IndexModel index)
    {
        var owner = $"{entity.Name} on {index.Name}";
        if (index.IsInverted)
        {
            entity.Problems.Add($"{owner}: the index's keys are the table's own, so the entity is on it already. Remove HasIndex(\"{index.Name}\", …) from it.");
            return null;
        }

        if (index.IsLocal != definition.Partition is null)
        {
            entity.Problems.Add(index.IsLocal
                ? $"{owner}: the index is local, so its partition key is the table's. Write HasLocalIndex(\"{index.Name}\", x => $\"…\")."
                : $"{owner}: the index is not local, so it needs a partition key of its own. Write HasIndex(\"{index.Name}\", partitionKey, sortKey), "
                    + "or declare the index with HasLocalIndex on the table.");
            return null;
        }

        definition = index.IsLocal ? definition with { Partition = entity.Key!.Partition } : definition;
        if (definition.Sort is null != index.SortAttribute is null)
        {
            entity.Problems.Add(index.SortAttribute is null
                ? $"{owner}: the index has no sort key. Leave the sort key's lambda out, or declare one on the table."
                : $"{owner}: the index has the sort key '{index.SortAttribute}', but no lambda makes it. Add it to HasIndex(…).");
            return null;
        }

        if (definition.Sort is { } sort && sort.ReturnType != typeof(string) != index.IsNumericSort)
        {
            entity.Problems.Add(index.IsNumericSort
                ? $"{owner}: the index's sort key is a number. Name a numeric property: x => x.Score."
                : $"{owner}: the index's sort key is a string. Write an interpolated string, or declare the index with HasNumericIndex.");
            return null;
        }

        var filter = entity.IndexFilters.TryGetValue(index.Name, out var predicate) ? IndexFilterFactory.Create(entity, properties, index.Name, predicate) : null;
        return CreateKey(entity, properties, definition, index, index.PartitionAttribute, index.SortAttribute, filter);
    }

    private KeyModel? CreateKey(
        EntityDefinition entity, ImmutableArray<PropertyModel> properties, KeyDefinition definition,
        IndexModel? index, string partitionAttribute, string? sortAttribute, IndexFilter? filter = null)
    {
        var where = index is null ? "" : $" of {index.Name}";
        var partition = Template(
            entity, properties, definition.Partition!, $"partition key{(index is { IsLocal: true } ? "" : where)}", KeyAttributeKind.Partition);
        var isNumeric = definition.Sort is { } lambda && lambda.ReturnType != typeof(string);
        var sort = definition.Sort is null || isNumeric
            ? default
            : Template(entity, properties, definition.Sort, $"sort key{where}", KeyAttributeKind.Sort);
        if (partition.Template is null || (definition.Sort is not null && !isNumeric && sort.Template is null))
        {
            return null;
        }

        var number = isNumeric ? Number(entity, properties, definition.Sort!, index!.Name) : null;
        if (isNumeric && number is null)
        {
            return null;
        }

        var key = new KeyModel
        {
            IndexName = index?.Name,
            Index = index,
            EntityName = entity.Name,
            Filter = filter,
            PartitionKeys = [new KeyAttributeModel(partitionAttribute, partition.Template, partition.Slots)],
            SortKeys = definition.Sort is null ? [] : [new KeyAttributeModel(sortAttribute!, sort.Template, number is null ? sort.Slots : [number])],
        };
        CheckTenant(entity, key);
        return key;
    }

    // Items are on an index by having its attributes: whoever stores them all is on it, said or not.
    private KeyModel? CreateNativeKey(EntityDefinition entity, ImmutableArray<PropertyModel> properties, IndexModel index)
    {
        if (entity.IndexKeys.TryGetValue(index.Name, out var said))
        {
            NativeIndexChecks.Compare(entity, properties, index, said);
        }

        var attributes = index.KeyAttributes.Distinct().Select(name => properties.FirstOrDefault(p => p.AttributeName == name)).OfType<PropertyModel>()
            .ToDictionary(p => p.AttributeName);
        if (index.PartitionAttributes.IsEmpty || !index.KeyAttributes.All(attributes.ContainsKey))
        {
            return null;
        }

        var key = new KeyModel
        {
            IndexName = index.Name,
            Index = index,
            EntityName = entity.Name,
            PartitionKeys = [.. index.PartitionAttributes.Select(a => new KeyAttributeModel(a, null, [attributes[a]]))],
            SortKeys = [.. index.SortAttributes.Select(a => new KeyAttributeModel(a, null, [attributes[a]]))],
        };
        CheckTenant(entity, key);
        return key;
    }

    private static (KeyTemplate? Template, ImmutableArray<PropertyModel> Slots) Template(
        EntityDefinition entity, ImmutableArray<PropertyModel> properties, LambdaExpression lambda, string what, KeyAttributeKind kind)
    {
        var owner = $"{entity.Name} ({what})";
        if (KeyLambdaReader.Read(lambda, owner, entity.Problems) is not { } parts)
        {
            return default;
        }

        var slots = ImmutableArray.CreateBuilder<PropertyModel>();
        foreach (var member in parts.Select(p => p.Property).OfType<PropertyInfo>())
        {
            if (properties.FirstOrDefault(p => p.Name == member.Name) is { } property)
            {
                slots.Add(property);
            }
            else if (TypeMembers.WhyNotStored(entity, member) is { } reason)
            {
                entity.Problems.Add($"{owner}: {member.Name} is not stored, so the key could not be checked on read: {reason}");
            }
        }

        var specs = parts.Select(p => p.ToSpec(
            p.Property is null ? default : entity.Properties.GetValueOrDefault(p.Property.Name)?.Encoding ?? KeyEncoding.Escaped)).ToList();
        var template = KeyTemplate.TryCreate(owner, kind, specs, entity.Problems);
        return template?.Slots.Length == slots.Count ? (template, slots.ToImmutable()) : default;
    }

    private static PropertyModel? Number(
        EntityDefinition entity, ImmutableArray<PropertyModel> properties, LambdaExpression lambda, string index)
    {
        var property = lambda.Body is MemberExpression member && member.Expression == lambda.Parameters[0]
            ? properties.FirstOrDefault(p => p.Name == member.Member.Name)
            : null;
        if (property?.Mapping.Kind == AttributeKind.N)
        {
            return property;
        }

        entity.Problems.Add($"{entity.Name} on {index}: '{ExpressionText.Of(lambda.Body)}' is not a property that is stored as a number. "
            + "Name one by itself: x => x.Score.");
        return null;
    }

    private void CheckTenant(EntityDefinition entity, KeyModel key)
    {
        if (table.TenantProperty is null || (entity.TenantProperty ?? table.TenantProperty) is not { } tenant)
        {
            return;
        }

        if (entity.IsShared)
        {
            if (key.Slots.Any(s => s.Name == tenant))
            {
                entity.Problems.Add($"{entity.Name} is shared by tenants, but its key of the {key.Where} holds {tenant}. "
                    + "Remove IsSharedByTenants(), or the slot from the key.");
            }
        }
        else if (key.PartitionSlots.FirstOrDefault()?.Name != tenant && TypeMembers.Find(entity.ClrType, tenant) is not null)
        {
            entity.Problems.Add($"{entity.Name}: {tenant} is not the first {(key.IsNative ? "attribute" : "slot")} of the partition key "
                + $"'{string.Join(", ", key.PartitionKeys)}' of the {key.Where}, so tenants could meet. "
                + (key.IsNative ? $"Start it with Partition(\"{tenant}\", …)" : $"Start it with x => $\"TENANT#{{x.{tenant}}}#…\"")
                + ", or declare the entity with IsSharedByTenants().");
        }
    }
}
