using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Tests.Exports;

/// <summary>Does with an exported file what its own tool would do: creates the table. What it does not know is an error.</summary>
internal static class Interpreter
{
    public static (CreateTableRequest Request, string? TimeToLive) CreateTable(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (Request(document.RootElement), null);
    }

    public static (CreateTableRequest Request, string? TimeToLive) CloudFormation(string json, bool isSam = false)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Members(root, isSam ? ["AWSTemplateFormatVersion", "Transform", "Description", "Resources", "Outputs"] : ["AWSTemplateFormatVersion", "Description", "Resources", "Outputs"]);
        Text(root, "AWSTemplateFormatVersion").ShouldBe("2010-09-09");
        if (isSam)
        {
            Text(root, "Transform").ShouldBe("AWS::Serverless-2016-10-31");
        }

        var resource = root.GetProperty("Resources").EnumerateObject().Single();
        resource.Name.ShouldMatch("^[A-Za-z0-9]{1,255}$");
        foreach (var output in root.GetProperty("Outputs").EnumerateObject())
        {
            output.Value.GetRawText().ShouldContain($"\"{resource.Name}\"");
        }

        Members(resource.Value, ["Type", "DeletionPolicy", "UpdateReplacePolicy", "Properties"]);
        Text(resource.Value, "Type").ShouldBe("AWS::DynamoDB::Table");
        var properties = resource.Value.GetProperty("Properties");
        string? expiry = null;
        if (properties.TryGetProperty("TimeToLiveSpecification", out var specification))
        {
            specification.GetProperty("Enabled").GetBoolean().ShouldBeTrue();
            expiry = Text(specification, "AttributeName");
        }

        return (Request(properties), expiry);
    }

    public static (CreateTableRequest Request, string? TimeToLive) Terraform(string json)
    {
        using var document = JsonDocument.Parse(json);
        var resource = document.RootElement.GetProperty("resource").GetProperty("aws_dynamodb_table").EnumerateObject().Single();
        resource.Name.ShouldMatch("^[A-Za-z_][A-Za-z0-9_-]*$");
        var table = resource.Value;
        Members(table, ["name", "billing_mode", "hash_key", "range_key", "attribute", "local_secondary_index", "global_secondary_index", "ttl"]);
        var request = new CreateTableRequest
        {
            TableName = Template(table, "name"), BillingMode = Template(table, "billing_mode"), KeySchema = TerraformKeys(table, null),
            AttributeDefinitions = [.. Objects(table, "attribute").Select(a => new AttributeDefinition(Template(a, "name"), Template(a, "type")))],
            LocalSecondaryIndexes = Some(Objects(table, "local_secondary_index").Select(i => new LocalSecondaryIndex
            {
                IndexName = Template(i, "name"), KeySchema = TerraformKeys(i, Template(table, "hash_key")), Projection = TerraformProjection(i),
            })),
            GlobalSecondaryIndexes = Some(Objects(table, "global_secondary_index").Select(i => new GlobalSecondaryIndex
            {
                IndexName = Template(i, "name"), KeySchema = TerraformKeys(i, null), Projection = TerraformProjection(i),
            })),
        };
        var ttl = Objects(table, "ttl").ToList();
        return (request, ttl is [var only] && only.GetProperty("enabled").GetBoolean() ? Template(only, "attribute_name") : null);
    }

    private static CreateTableRequest Request(JsonElement table)
    {
        Members(table, ["TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "TimeToLiveSpecification"]);
        return new CreateTableRequest
        {
            TableName = Text(table, "TableName"), BillingMode = Text(table, "BillingMode"), KeySchema = Keys(table),
            AttributeDefinitions = [.. Objects(table, "AttributeDefinitions").Select(a => new AttributeDefinition(Text(a, "AttributeName"), Text(a, "AttributeType")))],
            LocalSecondaryIndexes = Some(Objects(table, "LocalSecondaryIndexes")
                .Select(i => new LocalSecondaryIndex { IndexName = Text(i, "IndexName"), KeySchema = Keys(i), Projection = ProjectionOf(i) })),
            GlobalSecondaryIndexes = Some(Objects(table, "GlobalSecondaryIndexes")
                .Select(i => new GlobalSecondaryIndex { IndexName = Text(i, "IndexName"), KeySchema = Keys(i), Projection = ProjectionOf(i) })),
        };
    }

    private static Projection ProjectionOf(JsonElement index)
    {
        var projection = index.GetProperty("Projection");
        return new Projection { ProjectionType = Text(projection, "ProjectionType"), NonKeyAttributes = Names(projection, "NonKeyAttributes", n => n) };
    }

    private static Projection TerraformProjection(JsonElement index)
    {
        Members(index, ["name", "hash_key", "range_key", "key_schema", "projection_type", "non_key_attributes"]);
        return new Projection { ProjectionType = Template(index, "projection_type"), NonKeyAttributes = Names(index, "non_key_attributes", Unescaped) };
    }

    private static List<KeySchemaElement> Keys(JsonElement owner) =>
        [.. Objects(owner, "KeySchema").Select(k => new KeySchemaElement(Text(k, "AttributeName"), Text(k, "KeyType")))];

    private static List<KeySchemaElement> TerraformKeys(JsonElement owner, string? hash)
    {
        if (owner.TryGetProperty("key_schema", out _))
        {
            owner.TryGetProperty("hash_key", out _).ShouldBeFalse();
            return [.. Objects(owner, "key_schema").Select(k => new KeySchemaElement(Template(k, "attribute_name"), Template(k, "key_type")))];
        }

        List<KeySchemaElement> keys = [new(hash ?? Template(owner, "hash_key"), KeyType.HASH)];
        if (owner.TryGetProperty("range_key", out _))
        {
            keys.Add(new(Template(owner, "range_key"), KeyType.RANGE));
        }

        return keys;
    }

    private static List<string>? Names(JsonElement owner, string name, Func<string, string> read) =>
        owner.TryGetProperty(name, out var all) ? [.. all.EnumerateArray().Select(a => read(a.GetString()!))] : null;

    private static List<T>? Some<T>(IEnumerable<T> all) => all.ToList() is { Count: > 0 } some ? some : null;

    private static IEnumerable<JsonElement> Objects(JsonElement owner, string name) => owner.TryGetProperty(name, out var all) ? all.EnumerateArray() : [];

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString()!;

    private static string Template(JsonElement owner, string name) => Unescaped(Text(owner, name));

    // All texts of Terraform are templates: what begins one and is not doubled would be evaluated.
    private static string Unescaped(string text)
    {
        text.Replace("$${", "", StringComparison.Ordinal).Replace("%%{", "", StringComparison.Ordinal).ShouldNotMatch("[$%]\\{");
        return text.Replace("$${", "${", StringComparison.Ordinal).Replace("%%{", "%{", StringComparison.Ordinal);
    }

    private static void Members(JsonElement element, string[] known) => element.EnumerateObject().Select(m => m.Name).Except(known).ShouldBeEmpty();
}
