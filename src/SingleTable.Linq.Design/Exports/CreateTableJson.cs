using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Exports;

/// <summary>The request CreateTable in the service's own JSON, whose members CloudFormation has too.</summary>
internal static class CreateTableJson
{
    public static string Write(CreateTableRequest request) => JsonText.Write(json => WriteMembers(json, request));

    public static string WriteTimeToLive(string table, string attribute) => JsonText.Write(json =>
    {
        json.WriteString("TableName", table);
        WriteTimeToLive(json, attribute);
    });

    public static void WriteTimeToLive(Utf8JsonWriter json, string attribute) => json.WriteObject("TimeToLiveSpecification", () =>
    {
        json.WriteString("AttributeName", attribute);
        json.WriteBoolean("Enabled", true);
    });

    public static void WriteMembers(Utf8JsonWriter json, CreateTableRequest request)
    {
        json.WriteString("TableName", request.TableName);
        json.WriteString("BillingMode", request.BillingMode.Value);
        json.WriteObjects("AttributeDefinitions", request.AttributeDefinitions, a =>
        {
            json.WriteString("AttributeName", a.AttributeName);
            json.WriteString("AttributeType", a.AttributeType.Value);
        });
        WriteKeys(json, request.KeySchema);
        if (request.LocalSecondaryIndexes is { Count: > 0 } locals)
        {
            json.WriteObjects("LocalSecondaryIndexes", locals, i => WriteIndex(json, i.IndexName, i.KeySchema, i.Projection));
        }

        if (request.GlobalSecondaryIndexes is { Count: > 0 } globals)
        {
            json.WriteObjects("GlobalSecondaryIndexes", globals, i => WriteIndex(json, i.IndexName, i.KeySchema, i.Projection));
        }
    }

    public static void WriteProjection(Utf8JsonWriter json, Projection projection) => json.WriteObject("Projection", () =>
    {
        json.WriteString("ProjectionType", projection.ProjectionType.Value);
        if (projection.NonKeyAttributes is { Count: > 0 } some)
        {
            json.WriteArray("NonKeyAttributes", some, json.WriteStringValue);
        }
    });

    private static void WriteIndex(Utf8JsonWriter json, string name, List<KeySchemaElement> keys, Projection projection)
    {
        json.WriteString("IndexName", name);
        WriteKeys(json, keys);
        WriteProjection(json, projection);
    }

    private static void WriteKeys(Utf8JsonWriter json, List<KeySchemaElement> keys) => json.WriteObjects("KeySchema", keys, k =>
    {
        json.WriteString("AttributeName", k.AttributeName);
        json.WriteString("KeyType", k.KeyType.Value);
    });
}
