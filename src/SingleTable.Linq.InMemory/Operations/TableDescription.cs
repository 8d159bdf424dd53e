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
        json.WriteStartArray("AttributeDefinitions");
        foreach (var attribute in definition.Attributes)
        {
            json.WriteStartObject();
            json.WriteString("AttributeName", attribute.Name);
            json.WriteString("AttributeType", Values.ValueKinds.Name(attribute.Kind));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteKey(json, definition.Key);
        WriteThroughput(json, definition.Throughput);
        json.WriteStartObject("BillingModeSummary");
        json.WriteString("BillingMode", definition.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
        json.WriteEndObject();
        json.WriteStartObject("TableClassSummary");
        json.WriteString("TableClass", definition.TableClass);
        json.WriteEndObject();
        WriteIndexes(json, "LocalSecondaryIndexes", definition, table.Indexes.Where(i => !i.Definition.Global).ToList());
        WriteIndexes(json, "GlobalSecondaryIndexes", definition, table.Indexes.Where(i => i.Definition.Global).ToList());
        json.WriteEndObject();
    }

    private static void WriteIndexes(Utf8JsonWriter json, string member, TableDefinition table, List<SecondaryIndex> indexes)
    {
        if (indexes.Count == 0) return;
        json.WriteStartArray(member);
        foreach (var index in indexes)
        {
            var definition = index.Definition;
            json.WriteStartObject();
            json.WriteString("IndexName", definition.Name);
            json.WriteString("IndexArn", table.Arn + "/index/" + definition.Name);
            json.WriteNumber("ItemCount", index.Store.Count);
            json.WriteNumber("IndexSizeBytes", index.Store.Bytes);
            WriteKey(json, definition.Key);
            json.WriteStartObject("Projection");
            json.WriteString("ProjectionType", definition.Projection);
            if (definition.NonKeyAttributes.Length > 0)
            {
                json.WriteStartArray("NonKeyAttributes");
                foreach (string name in definition.NonKeyAttributes) json.WriteStringValue(name);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            if (definition.Global)
            {
                json.WriteString("IndexStatus", "ACTIVE");
                WriteThroughput(json, definition.Throughput);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteKey(Utf8JsonWriter json, KeyDesign key)
    {
        json.WriteStartArray("KeySchema");
        foreach (var attribute in key.Hash) WriteKeyElement(json, attribute, "HASH");
        foreach (var attribute in key.Range) WriteKeyElement(json, attribute, "RANGE");
        json.WriteEndArray();
    }

    private static void WriteKeyElement(Utf8JsonWriter json, KeyAttribute attribute, string type)
    {
        json.WriteStartObject();
        json.WriteString("AttributeName", attribute.Name);
        json.WriteString("KeyType", type);
        json.WriteEndObject();
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
