using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Tool.Commands;

/// <summary>Reads what a table was: a request CreateTable, or an answer of DescribeTable.</summary>
internal static class TableFile
{
    public static TableDescription Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ToolException($"There is no file '{path}'.");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var table = json.RootElement.TryGetProperty("Table", out var described) ? described : json.RootElement;
            return Description(table);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ToolException($"'{path}' is neither a request CreateTable (singletable export --format createtable) nor an answer of DescribeTable: {e.Message}", e);
        }
    }

    private static TableDescription Description(JsonElement table)
    {
        var billing = table.TryGetProperty("BillingModeSummary", out var summary) ? Text(summary, "BillingMode") : table.TryGetProperty("BillingMode", out var mode) ? mode.GetString() : null;
        return new TableDescription
        {
            TableName = Text(table, "TableName"),
            TableStatus = TableStatus.ACTIVE,
            KeySchema = Keys(table),
            AttributeDefinitions = [.. table.GetProperty("AttributeDefinitions").EnumerateArray().Select(a => new AttributeDefinition(Text(a, "AttributeName"), Text(a, "AttributeType")))],
            BillingModeSummary = billing is null ? null : new BillingModeSummary { BillingMode = billing },
            ProvisionedThroughput = table.TryGetProperty("ProvisionedThroughput", out var units)
                ? new ProvisionedThroughputDescription { ReadCapacityUnits = units.GetProperty("ReadCapacityUnits").GetInt64(), WriteCapacityUnits = units.GetProperty("WriteCapacityUnits").GetInt64() }
                : null,
            GlobalSecondaryIndexes =
            [
                .. All(table, "GlobalSecondaryIndexes").Select(i => new GlobalSecondaryIndexDescription
                {
                    IndexName = Text(i, "IndexName"), KeySchema = Keys(i), Projection = ProjectionOf(i), IndexStatus = IndexStatus.ACTIVE,
                }),
            ],
            LocalSecondaryIndexes =
            [
                .. All(table, "LocalSecondaryIndexes").Select(i => new LocalSecondaryIndexDescription { IndexName = Text(i, "IndexName"), KeySchema = Keys(i), Projection = ProjectionOf(i) }),
            ],
        };
    }

    private static Projection ProjectionOf(JsonElement index)
    {
        var projection = index.GetProperty("Projection");
        return new Projection
        {
            ProjectionType = Text(projection, "ProjectionType"),
            NonKeyAttributes = [.. All(projection, "NonKeyAttributes").Select(a => a.GetString()!)],
        };
    }

    private static List<KeySchemaElement> Keys(JsonElement owner) =>
        [.. owner.GetProperty("KeySchema").EnumerateArray().Select(k => new KeySchemaElement(Text(k, "AttributeName"), Text(k, "KeyType")))];

    private static IEnumerable<JsonElement> All(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var all) && all.ValueKind == JsonValueKind.Array ? all.EnumerateArray() : [];

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");
}
