using System.Text.Json;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The CreateTable request that makes a table of this definition.</summary>
internal static class CreateTableRequest
{
    public static void Write(Utf8JsonWriter json, TableDefinition table)
    {
        json.WriteStartObject();
        json.WriteString("TableName", table.Name);
        json.WriteString("BillingMode", table.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
        json.WriteString("TableClass", table.TableClass);
        json.WriteBoolean("DeletionProtectionEnabled", table.DeletionProtected);
        WriteThroughput(json, table.Throughput);
        SchemaWriter.Attributes(json, table.Attributes);
        SchemaWriter.Key(json, table.Key);
        WriteIndexes(json, "LocalSecondaryIndexes", [.. table.Indexes.Where(i => !i.Global)]);
        WriteIndexes(json, "GlobalSecondaryIndexes", [.. table.Indexes.Where(i => i.Global)]);
        json.WriteEndObject();
    }

    private static void WriteIndexes(Utf8JsonWriter json, string member, IndexDefinition[] indexes)
    {
        if (indexes.Length == 0) return;
        json.WriteStartArray(member);
        foreach (var index in indexes)
        {
            json.WriteStartObject();
            json.WriteString("IndexName", index.Name);
            SchemaWriter.Key(json, index.Key);
            SchemaWriter.Projection(json, index);
            WriteThroughput(json, index.Throughput);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteThroughput(Utf8JsonWriter json, Throughput? throughput)
    {
        if (throughput is null) return;
        json.WriteStartObject("ProvisionedThroughput");
        json.WriteNumber("ReadCapacityUnits", throughput.Read);
        json.WriteNumber("WriteCapacityUnits", throughput.Write);
        json.WriteEndObject();
    }
}
