using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Exports;

/// <summary>The JSON syntax of Terraform with the resource <c>aws_dynamodb_table</c>.</summary>
internal static class TerraformJson
{
    public static string Write(CreateTableRequest request, string? timeToLive) => JsonText.Write(json =>
        json.WriteObject("resource", () => json.WriteObject("aws_dynamodb_table", () => json.WriteObject(Label(request.TableName), () =>
        {
            WriteText(json, "name", request.TableName);
            WriteText(json, "billing_mode", request.BillingMode.Value);
            WriteKeys(json, request.KeySchema);
            json.WriteObjects("attribute", request.AttributeDefinitions, a =>
            {
                WriteText(json, "name", a.AttributeName);
                WriteText(json, "type", a.AttributeType.Value);
            });
            if (request.LocalSecondaryIndexes is { Count: > 0 } locals)
            {
                json.WriteObjects("local_secondary_index", locals, i =>
                {
                    WriteText(json, "name", i.IndexName);
                    WriteText(json, "range_key", i.KeySchema[1].AttributeName);
                    WriteProjection(json, i.Projection);
                });
            }

            if (request.GlobalSecondaryIndexes is { Count: > 0 } globals)
            {
                json.WriteObjects("global_secondary_index", globals, i =>
                {
                    WriteText(json, "name", i.IndexName);
                    WriteKeys(json, i.KeySchema);
                    WriteProjection(json, i.Projection);
                });
            }

            if (timeToLive is not null)
            {
                json.WriteObjects("ttl", [timeToLive], attribute =>
                {
                    WriteText(json, "attribute_name", attribute);
                    json.WriteBoolean("enabled", true);
                });
            }
        }))));

    // Older versions of the provider know one attribute of each kind, in arguments of their own.
    private static void WriteKeys(Utf8JsonWriter json, List<KeySchemaElement> keys)
    {
        if (keys.GroupBy(k => k.KeyType.Value).Any(g => g.Skip(1).Any()))
        {
            json.WriteObjects("key_schema", keys, k =>
            {
                WriteText(json, "attribute_name", k.AttributeName);
                WriteText(json, "key_type", k.KeyType.Value);
            });
            return;
        }

        foreach (var key in keys)
        {
            WriteText(json, key.KeyType == KeyType.HASH ? "hash_key" : "range_key", key.AttributeName);
        }
    }

    private static void WriteProjection(Utf8JsonWriter json, Projection projection)
    {
        WriteText(json, "projection_type", projection.ProjectionType.Value);
        if (projection.NonKeyAttributes is { Count: > 0 } some)
        {
            json.WriteArray("non_key_attributes", some, name => json.WriteStringValue(Literal(name)));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string value) => json.WriteString(name, Literal(value));

    // All texts are templates.
    private static string Literal(string text) =>
        text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    // Letters, digits, '_' and '-', and no digit first.
    private static string Label(string table)
    {
        var label = new StringBuilder(char.IsAsciiLetter(table[0]) ? "" : "table_");
        foreach (var c in table)
        {
            label.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        }

        return label.ToString();
    }
}
