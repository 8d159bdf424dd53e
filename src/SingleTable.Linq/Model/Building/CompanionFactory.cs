using System.Collections.Immutable;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Model.Building;

/// <summary>Makes what must be written together with an entity's items: guards of unique values, counters of children, audit entries.</summary>
internal static class CompanionFactory
{
    public static void Run(TableDefinition table, IReadOnlyDictionary<Type, EntityModel> byType)
    {
        List<EntityModel> entities = [.. byType.Values];
        foreach (var (definition, entity) in table.Entities.Select(d => (d, byType[d.ClrType])).Where(x => x.Item2.HasKey))
        {
            entity.Uniques = [.. definition.Uniques.Select(u => Unique(table, definition, u, entity)).OfType<UniqueModel>()];
            foreach (var counter in definition.Counters.Select(c => Counter(definition, c, entity, entities)).OfType<CounterModel>())
            {
                counter.Child.Counters = counter.Child.Counters.Add(counter);
                entity.Counts = entity.Counts.Add(counter);
            }

            CheckExpiry(definition, entity);
            foreach (var type in entities.Where(e => e.Hierarchy == entity))
            {
                type.Uniques = entity.Uniques;
                type.Counts = entity.Counts;
                type.Audit = Audit(table, definition, type, byType);
            }
        }

        // A derived type has what its bases have.
        foreach (var derived in entities.Where(e => e.Base is not null))
        {
            derived.Counters = [.. derived.Base!.Counters, .. derived.Counters];
        }

        CheckGuards(table, [.. entities.Where(e => e.Base is null)]);
    }

    private static UniqueModel? Unique(TableDefinition table, EntityDefinition definition, UniqueDefinition unique, EntityModel entity)
    {
        var name = unique.Name ?? $"{entity.TypeName}.{string.Join('.', unique.Scope.Append(unique.Value).Select(p => p.Name))}";
        var owner = $"{entity.Name} (unique {name})";
        var before = definition.Problems.Count;
        List<PropertyModel> properties = [];
        foreach (var member in unique.Scope.Append(unique.Value))
        {
            if (entity.Properties.FirstOrDefault(p => p.Name == member.Name) is { } property)
            {
                properties.Add(property);
            }
            else
            {
                definition.Problems.Add($"{owner}: {member.Name} is not stored, so it cannot be unique. "
                    + $"{TypeMembers.WhyNotStored(definition, member) ?? "Name a stored property."}");
            }
        }

        if (unique.Normalize is not null && unique.Value.PropertyType != typeof(string))
        {
            definition.Problems.Add(
                $"{owner}: only texts are normalized, and {unique.Value.Name} is {TypeText.Of(unique.Value.PropertyType)}. Leave normalize out.");
        }

        if (definition.Uniques.Count(u => u.Name == unique.Name && u.Value == unique.Value && u.Scope.SequenceEqual(unique.Scope)) > 1)
        {
            definition.Problems.Add($"{owner} is declared twice. Keep one call of HasUnique.");
        }

        var slots = properties.SelectMany((p, i) => new[] { new KeyPartSpec(i == 0 ? "" : "#"), Slot(p) });
        KeyPartSpec[] start = entity.IsTenantOwned
            ?
            [
                new KeyPartSpec(entity.Key.Partition.LiteralPrefix), new KeyPartSpec(null, table.TenantProperty, typeof(string)),
                new KeyPartSpec($"#UNIQUE#{name}#"),
            ]
            : [new KeyPartSpec($"UNIQUE#{name}#")];
        var partition = definition.Problems.Count > before ? null
            : KeyTemplate.TryCreate(owner, KeyAttributeKind.Partition, [.. start, .. slots], definition.Problems);
        var sort = partition is null ? null
            : KeyTemplate.TryCreate(owner, KeyAttributeKind.Sort, [new KeyPartSpec("UNIQUE#"), Slot(properties[^1])], definition.Problems);
        return partition is null || sort is null ? null : new UniqueModel
        {
            Name = name, Properties = [.. properties], Partition = partition, Sort = sort, IsTenantOwned = entity.IsTenantOwned,
            Normalize = unique.Normalize,
        };
    }

    private static KeyPartSpec Slot(PropertyModel property) => new(null, property.Name, property.ClrType);

    private static CounterModel? Counter(
        EntityDefinition definition, CounterDefinition counter, EntityModel parent, IReadOnlyList<EntityModel> entities)
    {
        var name = $"{parent.Name}.{counter.Property.Name}";
        if (entities.FirstOrDefault(e => e.ClrType == counter.Child) is not { HasKey: true } child)
        {
            var type = TypeText.Of(counter.Child);
            definition.Problems.Add($"{name} counts {type}, which is not an entity of this table. Declare it with Entity<{type}>(…).");
            return null;
        }

        if (child.TimeToLive is { } expiry)
        {
            definition.Problems.Add($"{name} counts {child.Name}, which expires by {expiry.Name}: DynamoDB would delete one without counting it down. Remove Counts, or "
                + $"HasTimeToLive of {child.Name}.");
        }

        var property = Number(definition, parent, counter.Property);
        var max = counter.MaxProperty is null ? null : Number(definition, parent, counter.MaxProperty);
        if (property is not null && parent.Keys.FirstOrDefault(k => !k.IsNative && k.Inputs.Contains(property) && (k.NumericSort != property || IsSparse(k))) is { } key)
        {
            definition.Problems.Add($"{name} is a count, which is added to without being read, and whether and where an item is on {key.IndexName} depends on it. Put the entity on an index with "
                + "a numeric sort key (HasNumericIndex) and without HasIndexFilter, whose other properties cannot be null.");
        }

        if (definition.Counters.Count(c => c.Property == counter.Property) > 1)
        {
            definition.Problems.Add($"{name} counts twice. Give each count a property of its own.");
        }

        // A reference that the child declares says it best.
        var declared = child.Navigations.OfType<ReferenceModel>().Where(r => r.Child == parent).ToList();
        var sources = declared is [var reference]
            ? (reference.PartitionSources, reference.SortSources)
            : ReferenceFactory.SourcesOf(parent.Name, $"{name} counts {child.Name}", child, parent, definition.Problems);
        return sources is var (partition, sort) && property is not null && max is null == counter.MaxProperty is null
            ? new CounterModel
            {
                Parent = parent, Child = child, Property = property, Max = counter.Max, MaxProperty = max, PartitionSources = partition, SortSources = sort,
            }
            : null;
    }

    private static PropertyModel? Number(EntityDefinition definition, EntityModel entity, PropertyInfo member)
    {
        var property = entity.Properties.FirstOrDefault(p => p.Name == member.Name);
        if (property is { Mapping.Kind: AttributeKind.N } && Type.GetTypeCode(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType)
            is TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64)
        {
            return property;
        }

        definition.Problems.Add($"{entity.Name}.{member.Name} is not stored as a whole number that can count. Use an int or a long.");
        return null;
    }

    private static AuditModel? Audit(
        TableDefinition table, EntityDefinition definition, EntityModel entity, IReadOnlyDictionary<Type, EntityModel> byType)
    {
        if (definition.Audit is not { } audit)
        {
            return null;
        }

        if (table.TenantProperty is not null && definition.IsShared)
        {
            definition.Problems.Add(
                $"{entity.Name} is shared by tenants, and the audit trail belongs to one. Remove HasAudit, or IsSharedByTenants().");
        }

        foreach (var member in audit.Ignored.Concat(audit.Redacted).Where(m => entity.Properties.All(p => p.Name != m.Name)))
        {
            definition.Problems.Add($"{entity.Name}.{member.Name} is not stored, so the audit trail has nothing of it. Leave it out of HasAudit.");
        }

        return new AuditModel
        {
            Entry = byType[typeof(AuditEntry)],
            Properties = [.. entity.Properties.Where(p => p is { IsKey: false, IsTenant: false } && audit.Ignored.All(i => i.Name != p.Name))],
            Redacted = [.. entity.Properties.Where(p => audit.Redacted.Exists(r => r.Name == p.Name))],
        };
    }

    // An item may be off the index, so that a number that is its key there cannot be added to by itself.
    private static bool IsSparse(KeyModel key) => key.Filter is not null || key.Slots.Any(s => s is { IsNullable: true, IsKey: false, IsTenant: false });

    // DynamoDB deletes what has expired by itself, and nothing else with it: the value would stay taken, and the number too large.
    private static void CheckExpiry(EntityDefinition definition, EntityModel entity)
    {
        if (entity.Expiry is not var (property, _))
        {
            return;
        }

        var (expires, remedy) = entity.TimeToLive is null
            ? ("is deleted for good some time after", "keepFor of HasSoftDelete")
            : ("expires by", "HasTimeToLive");
        foreach (var unique in entity.Uniques)
        {
            definition.Problems.Add($"{entity.Name} {expires} {property.Name}, and DynamoDB would delete it without freeing the value that '{unique.Name}' makes "
                + $"unique. Remove HasUnique or {remedy}.");
        }
    }

    // Guards live in partitions of their own; a key of an entity that could be a guard's would break the promise.
    private static void CheckGuards(TableDefinition table, IReadOnlyList<EntityModel> entities)
    {
        foreach (var unique in entities.SelectMany(e => e.Uniques))
        {
            foreach (var entity in entities.Where(e => e.HasKey))
            {
                if (unique.Partition.MayOverlap(entity.Key.Partition, out var because))
                {
                    table.Problems.Add($"The guards of {unique.Name} would share partitions with {entity.Name}: {because}. "
                        + "Give the constraint another name, or the entity's key another literal.");
                }
            }
        }

        foreach (var twice in entities.SelectMany(e => e.Uniques).GroupBy(u => u.Name).Where(g => g.Skip(1).Any()))
        {
            table.Problems.Add($"Two unique constraints are called '{twice.Key}'. Give one of them another name: HasUnique(…, name: \"…\").");
        }
    }
}
