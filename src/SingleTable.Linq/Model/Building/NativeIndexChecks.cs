using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Checks the indexes whose keys are properties, and finds how those are stored.</summary>
internal static class NativeIndexChecks
{
    private const int MostAttributes = 4;

    public static void Run(TableDefinition table, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        var own = table.OwnAttributes.ToHashSet(StringComparer.Ordinal);
        foreach (var index in table.Indexes.Where(i => i.IsNative))
        {
            problems.AddRange(Counts(index));
            foreach (var attribute in index.KeyAttributes.Distinct(StringComparer.Ordinal))
            {
                if (own.Contains(attribute))
                {
                    problems.Add($"The index '{index.Name}' has the key attribute '{attribute}', which is an attribute of the table's own. "
                        + "Name attributes that hold properties.");
                }
                else
                {
                    CheckAttribute(index, attribute, entities, problems);
                }
            }

            foreach (var derived in entities.Where(e => e.Base is not null && e.Keys.All(k => k.Index != index)
                && index.KeyAttributes.All(a => e.Properties.Any(p => p.AttributeName == a))))
            {
                problems.Add($"{derived.Name} stores all key attributes of the index '{index.Name}', and so would be on it, but {derived.Hierarchy.Name} does not, whose "
                    + $"indexes it has. Move the properties to {derived.Hierarchy.Name}, or store one of them elsewhere (HasAttribute).");
            }

            if (problems.Count == 0 && entities.All(e => e.Keys.All(k => k.Index != index)))
            {
                problems.Add($"The index '{index.Name}' would be empty: no entity stores all of {string.Join(", ", index.KeyAttributes)}. "
                    + "Add what is missing to an entity, or remove the index.");
            }
        }
    }

    /// <summary>What an entity says of its place on the index must be what the index says.</summary>
    public static void Compare(EntityDefinition entity, ImmutableArray<PropertyModel> properties, IndexModel index, KeyDefinition said)
    {
        CompareList(entity, properties, index, said.Partition, index.PartitionAttributes, "partition key");
        CompareList(entity, properties, index, said.Sort, index.SortAttributes, "sort key");
    }

    private static IEnumerable<string> Counts(IndexModel index)
    {
        if (index.PartitionAttributes.IsEmpty)
        {
            yield return $"The index '{index.Name}' has no partition key. Name its attributes: i => i.Partition(\"…\").";
        }

        foreach (var (count, method) in new[] { (index.PartitionAttributes.Length, "Partition"), (index.SortAttributes.Length, "Sort") })
        {
            if (count > MostAttributes)
            {
                yield return $"The index '{index.Name}' names {count} attributes in {method}(…), but DynamoDB allows {MostAttributes}. Name fewer.";
            }
        }

        foreach (var twice in index.KeyAttributes.GroupBy(a => a, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            yield return $"The index '{index.Name}' names the attribute '{twice.Key}' twice. Keep one.";
        }
    }

    // The service refuses any item, of whatever entity, that has another kind of value in a key attribute.
    private static void CheckAttribute(IndexModel index, string attribute, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        List<(EntityModel Entity, PropertyModel Property)> stored =
            [.. entities.SelectMany(e => e.Properties.Where(p => p.AttributeName == attribute).Select(p => (e, p))).DistinctBy(s => s.p)];
        if (stored.Count == 0)
        {
            problems.Add($"The index '{index.Name}' has the key attribute '{attribute}', but no entity stores a property in it. "
                + "Use the name of the attribute (the property's, unless HasAttribute or UseAttributeNaming says otherwise).");
            return;
        }

        foreach (var (entity, property) in stored)
        {
            if (property.Mapping.Kind is not (AttributeKind.S or AttributeKind.N or AttributeKind.B))
            {
                problems.Add($"{entity.Name}.{property.Name} is stored as {property.Mapping.Kind}, but it is in '{attribute}', a key attribute of the index "
                    + $"'{index.Name}', which DynamoDB takes as a string, a number or bytes only. Store it otherwise (HasConversion), or elsewhere (HasAttribute).");
            }
        }

        foreach (var (entity, property) in stored.Skip(1).Where(s => s.Property.Mapping.Kind != stored[0].Property.Mapping.Kind))
        {
            problems.Add($"{stored[0].Entity.Name}.{stored[0].Property.Name} and {entity.Name}.{property.Name} are stored in '{attribute}', a key attribute of the "
                + $"index '{index.Name}', one as {stored[0].Property.Mapping.Kind} and one as {property.Mapping.Kind}. Store both alike, or one elsewhere (HasAttribute).");
        }

        index.Kinds = index.Kinds.SetItem(attribute, stored[0].Property.Mapping.Kind);
    }

    private static void CompareList(
        EntityDefinition entity, ImmutableArray<PropertyModel> properties, IndexModel index, LambdaExpression? lambda, ImmutableArray<string> expected,
        string what)
    {
        var named = lambda is null ? [] : Names(lambda).Select(n => properties.FirstOrDefault(p => p.Name == n)?.AttributeName ?? n).ToList();
        if (!named.SequenceEqual(expected))
        {
            entity.Problems.Add($"{entity.Name} on {index.Name}: the {what} of the index is ({string.Join(", ", expected)}), but the entity says "
                + $"({string.Join(", ", named)}). Name its properties in that order, x => new {{ … }}, or leave HasIndex out: who stores the attributes is on the index.");
        }
    }

    private static IEnumerable<string> Names(LambdaExpression lambda)
    {
        IEnumerable<Expression> parts = lambda.Body is NewExpression created ? created.Arguments : [lambda.Body];
        return parts.Select(p => p is MemberExpression member && member.Expression == lambda.Parameters[0] ? member.Member.Name : "?");
    }
}
