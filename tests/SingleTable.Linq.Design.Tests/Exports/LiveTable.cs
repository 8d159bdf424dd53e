using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Tests.Exports;

/// <summary>What an engine says of a table, as text.</summary>
internal static class LiveTable
{
    public static async Task CreateAsync(IAmazonDynamoDB client, (CreateTableRequest Request, string? TimeToLive) table)
    {
        await client.CreateTableAsync(table.Request);
        if (table.TimeToLive is { } attribute)
        {
            await client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest
            {
                TableName = table.Request.TableName, TimeToLiveSpecification = new() { AttributeName = attribute, Enabled = true },
            });
        }
    }

    public static async Task<string> DescribeAsync(IAmazonDynamoDB client, string name, bool withTimeToLive = true)
    {
        var table = (await client.DescribeTableAsync(name)).Table;
        var expiry = (await client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = name })).TimeToLiveDescription;
        return string.Join('\n',
        [
            $"{table.TableName} {table.BillingModeSummary?.BillingMode} {Keys(table.KeySchema)}",
            string.Join(", ", table.AttributeDefinitions.Select(a => $"{a.AttributeName} {a.AttributeType}").Order(StringComparer.Ordinal)),
            .. (table.LocalSecondaryIndexes ?? []).Select(i => $"local {i.IndexName} {Keys(i.KeySchema)} {Projection(i.Projection)}").Order(StringComparer.Ordinal),
            .. (table.GlobalSecondaryIndexes ?? []).Select(i => $"global {i.IndexName} {Keys(i.KeySchema)} {Projection(i.Projection)}").Order(StringComparer.Ordinal),
            withTimeToLive ? $"expires {expiry?.TimeToLiveStatus} {expiry?.AttributeName}" : "",
        ]);
    }

    private static string Keys(List<KeySchemaElement> keys) => string.Join(", ", keys.Select(k => $"{k.AttributeName} {k.KeyType}"));

    private static string Projection(Projection projection) =>
        $"{projection.ProjectionType} {string.Join(", ", (projection.NonKeyAttributes ?? []).Order(StringComparer.Ordinal))}";
}
