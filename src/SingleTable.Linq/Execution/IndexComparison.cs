using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Execution;

/// <summary>Compares the indexes of a live table with those that a model would create.</summary>
internal static class IndexComparison
{
    public static IEnumerable<TableDifference> Differences(CreateTableRequest expected, TableDescription actual)
    {
        List<Index> wanted =
        [
            .. (expected.LocalSecondaryIndexes ?? []).Select(i => new Index(i.IndexName, true, i.KeySchema, i.Projection, null)),
            .. (expected.GlobalSecondaryIndexes ?? []).Select(i => new Index(i.IndexName, false, i.KeySchema, i.Projection, null)),
        ];
        var found = new List<Index>(
        [
            .. (actual.LocalSecondaryIndexes ?? []).Select(i => new Index(i.IndexName, true, i.KeySchema, i.Projection, null)),
            .. (actual.GlobalSecondaryIndexes ?? []).Select(i => new Index(i.IndexName, false, i.KeySchema, i.Projection, i.IndexStatus)),
        ]).ToDictionary(i => i.Name, StringComparer.Ordinal);
        var tableKeys = expected.KeySchema.Select(k => k.AttributeName);
        foreach (var index in wanted)
        {
            var differences = found.Remove(index.Name, out var other) ? Of(index, other, tableKeys) : [Missing(index)];
            foreach (var difference in differences)
            {
                yield return difference;
            }
        }

        foreach (var index in found.Values)
        {
            yield return new(TableDriftKind.IndexExtra, TableDriftSeverity.Note, index.Name, "nothing of it", $"there with {index}",
                "Items that have its keys are written to it, and that is paid for. Declare it with HasIndex, or delete it.");
        }
    }

    private static TableDifference Missing(Index index) => new(TableDriftKind.IndexMissing, TableDriftSeverity.Error, index.Name, index.ToString(), "missing", index.IsLocal
        ? "A local index can only be made with its table: create another table, or use HasIndex."
        : "Queries of it fail. Create it with CreateMissingIndexesAsync; items that were written without its keys come on it when they are written again.");

    private static IEnumerable<TableDifference> Of(Index wanted, Index found, IEnumerable<string> tableKeys)
    {
        if (wanted.IsLocal != found.IsLocal)
        {
            yield return new(TableDriftKind.IndexScope, TableDriftSeverity.Error, wanted.Name, wanted.IsLocal ? "local" : "global", found.IsLocal ? "local" : "global",
                "Declare it as it is, with HasIndex or HasLocalIndex.");
        }

        if (found.Status is { } status && status != IndexStatus.ACTIVE && status != IndexStatus.UPDATING)
        {
            yield return new(TableDriftKind.IndexStatus, TableDriftSeverity.Error, wanted.Name, "ACTIVE", status, "Queries of it fail until it is.");
        }

        if (TableComparison.Keys(wanted.Keys) != TableComparison.Keys(found.Keys))
        {
            yield return new(TableDriftKind.IndexKeys, TableDriftSeverity.Error, wanted.Name, TableComparison.Keys(wanted.Keys), TableComparison.Keys(found.Keys),
                "The keys of an index never change: create one of another name with the model's keys, change HasIndex to it, and delete this one.");
            yield break;
        }

        HashSet<string> keys = [.. wanted.Keys.Concat(found.Keys).Select(k => k.AttributeName), .. tableKeys];
        var (needs, has) = (Held(wanted.Projection, keys), Held(found.Projection, keys));
        if (needs is null ? has is not null : has is not null && !has.IsSupersetOf(needs))
        {
            yield return new(TableDriftKind.IndexProjection, TableDriftSeverity.Error, wanted.Name, Text(wanted.Projection), Text(found.Projection),
                $"Queries of it would read items without {(needs is null ? "the other attributes" : string.Join(", ", needs.Except(has!).Order(StringComparer.Ordinal)))}. A projection never changes: create an index of another name, or give HasIndex this projection.");
        }
        else if (needs is null ? has is not null : has is null || !has.SetEquals(needs))
        {
            yield return new(TableDriftKind.IndexProjection, TableDriftSeverity.Note, wanted.Name, Text(wanted.Projection), Text(found.Projection),
                "It costs more to write and to store than the model needs.");
        }
    }

    // Null for everything.
    private static HashSet<string>? Held(Amazon.DynamoDBv2.Model.Projection projection, HashSet<string> keys) =>
        projection.ProjectionType == ProjectionType.ALL ? null : [.. (projection.NonKeyAttributes ?? []).Where(a => !keys.Contains(a))];

    private static string Text(Amazon.DynamoDBv2.Model.Projection projection) =>
        projection.ProjectionType == ProjectionType.ALL ? "all attributes"
        : projection.NonKeyAttributes is { Count: > 0 } some ? $"the keys, {string.Join(", ", some.Order(StringComparer.Ordinal))}" : "the keys only";

    private sealed record Index(string Name, bool IsLocal, List<KeySchemaElement> Keys, Amazon.DynamoDBv2.Model.Projection Projection, IndexStatus? Status)
    {
        public override string ToString() => $"{TableComparison.Keys(Keys)}, {Text(Projection)}";
    }
}
