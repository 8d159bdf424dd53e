using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Execution;

/// <summary>Compares a live table with the one that a model would create.</summary>
internal static class TableComparison
{
    /// <summary>Reads what the table is, and compares.</summary>
    public static async Task<TableDrift> ReadAsync(IAmazonDynamoDB client, TableModel table, CancellationToken cancellationToken)
    {
        var expected = TableCreation.Request(table);
        TableDescription actual;
        try
        {
            actual = (await client.DescribeTableAsync(table.Name, cancellationToken).ConfigureAwait(false)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return Of(table.Name, [new(TableDriftKind.TableMissing, TableDriftSeverity.Error, null, Keys(expected.KeySchema), "missing",
                "Create it with EnsureTableAsync, or with what CreateTableRequest gives.")]);
        }

        var ttl = await client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = table.Name }, cancellationToken).ConfigureAwait(false);
        return Of(table.Name, [.. Differences(expected, actual), .. TimeToLive(table.TimeToLiveAttribute, ttl.TimeToLiveDescription)]);
    }

    /// <summary>Compares what is known of the table.</summary>
    public static TableDrift Of(TableModel table, TableDescription actual, TimeToLiveDescription? timeToLive) => Of(table.Name,
    [
        .. Differences(TableCreation.Request(table), actual),
        .. timeToLive is null ? [] : TimeToLive(table.TimeToLiveAttribute, timeToLive),
    ]);

    /// <summary>What of the table itself and its indexes differs.</summary>
    public static IEnumerable<TableDifference> Differences(CreateTableRequest expected, TableDescription actual)
    {
        if (!TableCreation.IsUsable(actual.TableStatus))
        {
            yield return new(TableDriftKind.TableStatus, TableDriftSeverity.Error, null, "ACTIVE", actual.TableStatus, "Requests fail until it is.");
        }

        if (Keys(expected.KeySchema) != Keys(actual.KeySchema))
        {
            yield return new(TableDriftKind.TableKeys, TableDriftSeverity.Error, null, Keys(expected.KeySchema), Keys(actual.KeySchema),
                "The keys of a table never change: it is another table, or HasKeys names other attributes.");
        }

        foreach (var wrong in Types(expected, actual))
        {
            yield return wrong;
        }

        foreach (var difference in IndexComparison.Differences(expected, actual))
        {
            yield return difference;
        }

        if (actual.BillingModeSummary?.BillingMode != BillingMode.PAY_PER_REQUEST && actual.ProvisionedThroughput is { ReadCapacityUnits: > 0 } units)
        {
            yield return new(TableDriftKind.BillingMode, TableDriftSeverity.Note, null, "PAY_PER_REQUEST",
                FormattableString.Invariant($"PROVISIONED ({units.ReadCapacityUnits} read, {units.WriteCapacityUnits} write)"),
                "Leave it where that is meant: what is over the capacity is throttled.");
        }
    }

    public static IEnumerable<TableDifference> TimeToLive(string? expected, TimeToLiveDescription? actual)
    {
        var attribute = actual?.TimeToLiveStatus == TimeToLiveStatus.ENABLED || actual?.TimeToLiveStatus == TimeToLiveStatus.ENABLING ? actual.AttributeName : null;
        if (attribute == expected)
        {
            return [];
        }

        var advice = expected switch
        {
            null => $"DynamoDB deletes items whose {attribute} has passed, which the model knows nothing of. Name it with HasTimeToLive, or switch it off.",
            _ when attribute is null => "What has expired is not deleted, though reads leave it out. Switch it on with EnsureTableAsync.",
            _ => "What has expired is not deleted, though reads leave it out. Switch time to live off, wait an hour, and switch it on for the model's attribute.",
        };
        return [new(TableDriftKind.TimeToLive, TableDriftSeverity.Warning, null, expected is null ? "off" : $"on {expected}", attribute is null ? "off" : $"on {attribute}", advice)];
    }

    public static string Keys(List<KeySchemaElement> keys) =>
        string.Join(", ", keys.OrderBy(k => k.KeyType == KeyType.HASH ? 0 : 1).Select(k => $"{k.AttributeName} {k.KeyType}"));

    private static IEnumerable<TableDifference> Types(CreateTableRequest expected, TableDescription actual) =>
        from wanted in expected.AttributeDefinitions
        join found in actual.AttributeDefinitions on wanted.AttributeName equals found.AttributeName
        where wanted.AttributeType != found.AttributeType
        select new TableDifference(TableDriftKind.AttributeType, TableDriftSeverity.Error, null, $"{wanted.AttributeName} {wanted.AttributeType}",
            $"{found.AttributeName} {found.AttributeType}", "Writes of it are refused. Delete the index and create it again, or choose another attribute.");

    private static TableDrift Of(string name, IEnumerable<TableDifference> differences) => new(name, [.. differences.OrderByDescending(d => d.Severity)]);
}
