using System.Text.Json;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>Writes a table as DescribeTable answers it.</summary>
internal static class TableDescription
{
    public static void Write(Utf8JsonWriter json, string member, Table table, string status)
    {
        var definition = table.Definition;
        json.WriteStartObject(member);
        json.WriteString("TableName", definition.Name);
        json.WriteString("TableStatus", status);
        json.WriteString("TableArn", definition.Arn);
        json.WriteString("TableId", definition.Id);
        json.WriteNumber("CreationDateTime", definition.Created.ToUnixTimeMilliseconds() / 1000.0);
        json.WriteNumber("ItemCount", table.Store.Count);
        json.WriteNumber("TableSizeBytes", table.Store.Bytes);
        json.WriteBoolean("DeletionProtectionEnabled", definition.DeletionProtected);
        SchemaWriter.Attributes(json, definition.Attributes);
        SchemaWriter.Key(json, definition.Key);
        WriteThroughput(json, definition.Throughput);
        json.WriteStartObject("BillingModeSummary");
        json.WriteString("BillingMode", definition.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
        json.WriteEndObject();
        json.WriteStartObject("TableClassSummary");
        json.WriteString("TableClass", definition.TableClass);
        json.WriteEndObject();
        WriteIndexes(json, "LocalSecondaryIndexes", table, [.. definition.Indexes.Where(i => !i.Global)]);
        WriteIndexes(json, "GlobalSecondaryIndexes", table, [.. definition.Indexes.Where(i => i.Global)]);
        json.WriteEndObject();
    }

    private static void WriteIndexes(Utf8JsonWriter json, string member, Table table, IndexDefinition[] indexes)
    {
        if (indexes.Length == 0) return;
        json.WriteStartArray(member);
        foreach (var definition in indexes)
        {
            var store = table.Index(definition.Name)!.Store;
            json.WriteStartObject();
            json.WriteString("IndexName", definition.Name);
            json.WriteString("IndexArn", table.Definition.Arn + "/index/" + definition.Name);
            json.WriteNumber("ItemCount", store.Count);
            json.WriteNumber("IndexSizeBytes", store.Bytes);
            SchemaWriter.Key(json, definition.Key);
            SchemaWriter.Projection(json, definition);
            if (definition.Global)
            {
                json.WriteString("IndexStatus", "ACTIVE");
                WriteThroughput(json, definition.Throughput);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteThroughput(Utf8JsonWriter json, Throughput? throughput)
    {
        var units = throughput ?? Throughput.None;
        json.WriteStartObject("ProvisionedThroughput");
        json.WriteNumber("NumberOfDecreasesToday", 0);
        json.WriteNumber("ReadCapacityUnits", units.Read);
        json.WriteNumber("WriteCapacityUnits", units.Write);
        json.WriteEndObject();
    }
}
