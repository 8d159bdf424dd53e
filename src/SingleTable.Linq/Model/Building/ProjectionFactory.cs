using System.Collections.Immutable;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds the attributes that the indexes hold.</summary>
internal static class ProjectionFactory
{
    private const int MostAttributes = 100;

    public static void Run(TableDefinition table, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        var count = 0;
        foreach (var index in table.Indexes)
        {
            index.Attributes = Attributes(table, index, entities, problems);
            count += index.Attributes?.Length ?? 0;
        }

        if (count > MostAttributes)
        {
            problems.Add($"The indexes hold {count} attributes by name, but DynamoDB allows {MostAttributes} in all indexes of a table. "
                + "Name fewer, or project all with IndexProjection.All.");
        }
    }

    private static ImmutableArray<string>? Attributes(
        TableDefinition table, IndexModel index, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        if (index.Projection.Properties is not { } names)
        {
            return null;
        }

        if (names.IsEmpty)
        {
            return [];
        }

        List<EntityModel> onIndex = [.. entities.Where(e => e.Keys.Any(k => k.Index == index))];
        var attributes = new List<string> { table.TypeAttribute };
        if (table.TimeToLiveAttribute is { } timeToLive && onIndex.Exists(e => e.Expiry is not null))
        {
            attributes.Add(timeToLive);
        }

        attributes.AddRange(onIndex.Select(e => e.SoftDelete?.Property.AttributeName).OfType<string>());
        foreach (var name in names)
        {
            List<string> found = [.. onIndex.SelectMany(e => e.Properties).Where(p => p.Name == name).Select(p => p.AttributeName)];
            if (found.Count == 0)
            {
                problems.Add($"The index '{index.Name}' projects '{name}', but no entity on it stores a property of that name "
                    + $"(on it: {(onIndex.Count == 0 ? "none" : string.Join(", ", onIndex))}). Correct the name, or remove it.");
            }

            attributes.AddRange(found);
        }

        return [.. attributes.Distinct(StringComparer.Ordinal).Except(index.IsNative ? index.KeyAttributes : [])];
    }
}
