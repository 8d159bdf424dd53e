using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>CreateTable, DescribeTable, DeleteTable and ListTables. A new table is ACTIVE at once.</summary>
internal static class TableOperations
{
    private const int MostGlobalIndexes = 20;
    private const int MostLocalIndexes = 5;

    public static void Create(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string name = CheckedName(request);
        bool onDemand = request.Choice("BillingMode", "PROVISIONED", "billingMode", "PROVISIONED", "PAY_PER_REQUEST") == "PAY_PER_REQUEST";
        var attributes = SchemaReader.Attributes(request);
        var schema = new SchemaReader(attributes.ToDictionary(a => a.Name, StringComparer.Ordinal), onDemand);
        var throughput = SchemaReader.Throughput(request, onDemand);
        var key = schema.Key(request);
        var locals = request.Objects("LocalSecondaryIndexes")?.ConvertAll(i => schema.Index(i, key, global: false)) ?? [];
        var globals = request.Objects("GlobalSecondaryIndexes")?.ConvertAll(i => schema.Index(i, key, global: true)) ?? [];
        if (locals is [] && request.Has("LocalSecondaryIndexes")) throw Errors.InvalidParameter("List of LocalSecondaryIndexes is empty");
        if (globals is [] && request.Has("GlobalSecondaryIndexes")) throw Errors.InvalidParameter("List of GlobalSecondaryIndexes is empty");
        bool isProtected = request.Flag("DeletionProtectionEnabled") ?? false;
        string tableClass = request.Choice("TableClass", "STANDARD", "tableClass", "STANDARD", "STANDARD_INFREQUENT_ACCESS");
        RefuseStream(request);
        request.Done();

        CheckIndexes(locals, globals);
        CheckAllUsed(attributes, key, [.. locals, .. globals]);
        var definition = new TableDefinition(name, key, attributes, [.. locals, .. globals], throughput, engine.Time.GetUtcNow(), Guid.NewGuid())
        {
            DeletionProtected = isProtected,
            TableClass = tableClass,
        };
        var table = new Table(definition, engine.IndexDelay);
        lock (engine.Gate) engine.Add(table);
        answer.WriteStartObject();
        TableDescription.Write(answer, "TableDescription", table, "ACTIVE");
        answer.WriteEndObject();
    }

    public static void Describe(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        var table = Named(engine, request);
        request.Done();
        answer.WriteStartObject();
        lock (engine.Gate) TableDescription.Write(answer, "Table", table, "ACTIVE");
        answer.WriteEndObject();
    }

    public static void Delete(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        var table = Named(engine, request);
        request.Done();
        if (table.Definition.DeletionProtected)
        {
            throw Errors.Validation("Resource cannot be deleted as it is currently protected against deletion. " +
                "Disable deletion protection first.");
        }
        answer.WriteStartObject();
        lock (engine.Gate)
        {
            engine.Drop(table.Definition.Name);
            TableDescription.Write(answer, "TableDescription", table, "DELETING");
        }
        answer.WriteEndObject();
    }

    public static void List(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string? start = request.Text("ExclusiveStartTableName");
        int limit = request.Int("Limit") ?? 100;
        request.Done();
        if (limit < 1) throw Errors.Constraint($"{limit}", "limit", "Member must have value greater than or equal to 1");
        if (limit > 100) throw Errors.Constraint($"{limit}", "limit", "Member must have value less than or equal to 100");
        List<string> names;
        lock (engine.Gate) names = [.. engine.TableNames
            .Where(n => start is null || string.CompareOrdinal(n, start) > 0).Order(StringComparer.Ordinal)];
        answer.WriteStartObject();
        answer.WriteStartArray("TableNames");
        foreach (string name in names.Take(limit)) answer.WriteStringValue(name);
        answer.WriteEndArray();
        if (names.Count > limit) answer.WriteString("LastEvaluatedTableName", names[limit - 1]);
        answer.WriteEndObject();
    }

    /// <summary>The table that a control operation names; its error says which one is missing.</summary>
    public static Table Named(Engine engine, RequestObject request)
    {
        string name = RequestParts.TableName(request);
        return engine.Find(name) ?? throw Errors.ResourceNotFound($"Requested resource not found: Table: {name} not found");
    }

    public static void CheckIndexes(IReadOnlyCollection<IndexDefinition> locals, IReadOnlyCollection<IndexDefinition> globals)
    {
        if (locals.Count > MostLocalIndexes)
            throw Errors.InvalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
        if (globals.Count > MostGlobalIndexes)
            throw Errors.InvalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
        string? repeated = locals.Concat(globals).GroupBy(i => i.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (repeated is not null) throw Errors.InvalidParameter($"Duplicate index name: {repeated}");
    }

    public static void CheckAllUsed(KeyAttribute[] attributes, KeyDesign key, IndexDefinition[] indexes)
    {
        var used = key.All.Concat(indexes.SelectMany(i => i.Key.All)).Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        if (attributes.All(a => used.Contains(a.Name))) return;
        string defined = string.Join(", ", attributes.Select(a => a.Name));
        throw Errors.InvalidParameter(indexes.Length == 0
            ? "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
            : $"Some AttributeDefinitions are not used. AttributeDefinitions: [{defined}], keys used: [{string.Join(", ", used)}]");
    }

    public static void RefuseStream(RequestObject request)
    {
        if (request.Object("StreamSpecification") is not { } stream) return;
        if (stream.Flag("StreamEnabled") == true) throw Errors.Validation("The embedded engine does not implement streams");
        stream.Done();
    }

    private static string CheckedName(RequestObject request)
    {
        string name = RequestParts.TableName(request);
        if (name.Length < 3) throw Errors.Validation("TableName must be at least 3 characters long and at most 255 characters long");
        if (name.Length > 255) throw Errors.Constraint(name, "tableName", "Member must have length less than or equal to 255");
        bool valid = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        return valid ? name : throw Errors.Constraint(name, "tableName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
}
