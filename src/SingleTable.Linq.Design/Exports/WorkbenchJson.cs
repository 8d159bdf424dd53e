using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Exports;

/// <summary>A data model of NoSQL Workbench, version 3.0 of its format.</summary>
internal static class WorkbenchJson
{
    // The tool shows when a model was made. A time of now would make each export another one.
    private const string Date = "Jan 01, 2026, 12:00 AM";

    public static string Write(
        TableSchema model, CreateTableRequest request, IReadOnlyList<IReadOnlyDictionary<string, AttributeValue>> items, bool omitUnsupported)
    {
        var omitted = Unsupported(request).ToList();
        if (omitted is [var (first, reason), ..] && !omitUnsupported)
        {
            throw new ExportException("STL5301", $"The index {first} of table {model.Name} cannot be in a data model of NoSQL Workbench: {reason}. Leave out what the format cannot "
                + "express (omitUnsupportedIndexes), or use another format.");
        }

        var kinds = new EntityKinds(model);
        var types = Types(model, request);
        return JsonText.Write(json =>
        {
            json.WriteString("ModelName", model.Name);
            json.WriteObject("ModelMetadata", () =>
            {
                json.WriteString("Author", "SingleTable.Linq.Design");
                json.WriteString("DateCreated", Date);
                json.WriteString("DateLastModified", Date);
                json.WriteString("Description", $"Entities: {string.Join(", ", kinds.All.Select(e => e.Name))}.{string.Concat(omitted.Select(o => $" Left out: index {o.Name}, {o.Reason}."))}");
                json.WriteString("AWSService", "Amazon DynamoDB");
                json.WriteString("Version", "3.0");
            });
            json.WriteObjects("DataModel", [request], table =>
            {
                json.WriteString("TableName", table.TableName);
                WriteKeys(json, table.KeySchema, types);
                json.WriteObjects("NonKeyAttributes", types.Where(t => t.Key != model.PartitionKey && t.Key != model.SortKey), a => WriteAttribute(json, a.Key, a.Value));
                json.WriteObjects("TableFacets", kinds.All, e => WriteFacet(json, model, e, items.Where(i => kinds.EntityOf(i) == e)));
                json.WriteObjects("GlobalSecondaryIndexes", (table.GlobalSecondaryIndexes ?? []).Where(i => omitted.All(o => o.Name != i.IndexName)), i =>
                {
                    json.WriteString("IndexName", i.IndexName);
                    WriteKeys(json, i.KeySchema, types);
                    CreateTableJson.WriteProjection(json, i.Projection);
                });
                json.WriteArray("TableData", items, i => AttributeJson.Write(json, i));
                WriteNoSource(json);
                json.WriteString("BillingMode", table.BillingMode.Value);
            });
        });
    }

    private static void WriteFacet(Utf8JsonWriter json, TableSchema model, EntitySchema entity, IEnumerable<IReadOnlyDictionary<string, AttributeValue>> items)
    {
        json.WriteString("FacetName", entity.Name);
        json.WriteObject("KeyAttributeAlias", () =>
        {
            json.WriteString("PartitionKeyAlias", entity.Key.PartitionKey);
            json.WriteString("SortKeyAlias", entity.Key.SortKey);
        });
        json.WriteArray("TableData", items, i => AttributeJson.Write(json, i));
        json.WriteArray("NonKeyAttributes", Attributes(model, entity).Select(a => a.Name).Where(a => a != model.PartitionKey && a != model.SortKey).Distinct(), json.WriteStringValue);
        WriteNoSource(json);
    }

    // Samples can come from a relational database; these do not.
    private static void WriteNoSource(Utf8JsonWriter json) => json.WriteObject("DataAccess", () => json.WriteObject("MySql", () => { }));

    private static void WriteKeys(Utf8JsonWriter json, List<KeySchemaElement> keys, Dictionary<string, string> types) => json.WriteObject("KeyAttributes", () =>
    {
        foreach (var key in keys)
        {
            json.WriteObject(key.KeyType == Amazon.DynamoDBv2.KeyType.HASH ? "PartitionKey" : "SortKey", () => WriteAttribute(json, key.AttributeName, types[key.AttributeName]));
        }
    });

    private static void WriteAttribute(Utf8JsonWriter json, string name, string type)
    {
        json.WriteString("AttributeName", name);
        json.WriteString("AttributeType", type);
    }

    private static IEnumerable<(string Name, string Reason)> Unsupported(CreateTableRequest request) =>
    [
        .. (request.LocalSecondaryIndexes ?? []).Select(i => (i.IndexName, "it is local, and the format has global ones only")),
        .. (request.GlobalSecondaryIndexes ?? []).Where(i => i.KeySchema.GroupBy(k => k.KeyType.Value).Any(g => g.Skip(1).Any()))
            .Select(i => (i.IndexName, "its key has several attributes, and the format has one partition and one sort key")),
    ];

    // Where two entities store another type in an attribute, the first one's is shown.
    private static Dictionary<string, string> Types(TableSchema model, CreateTableRequest request)
    {
        var types = request.AttributeDefinitions.ToDictionary(a => a.AttributeName, a => a.AttributeType.Value);
        foreach (var (name, type) in model.Entities.SelectMany(e => Attributes(model, e)))
        {
            types.TryAdd(name, type);
        }

        return types;
    }

    private static IEnumerable<(string Name, string Type)> Attributes(TableSchema model, EntitySchema entity) =>
    [
        (model.TypeAttribute, "S"),
        .. model.Indexes.Where(i => i.IsTypeIndex).SelectMany(i => i.SortAttributes).Select(a => (a, "S")),
        .. entity.IndexKeys.SelectMany(k => k.Attributes).Select(a => (a.Name, a.Type)),
        .. entity.Properties.Select(p => (p.Attribute, p.AttributeType)),
        .. model.TimeToLiveAttribute is { } expiry && (entity.TimeToLive ?? entity.SoftDelete) is not null ? [(expiry, "N")] : Array.Empty<(string, string)>(),
    ];
}
