using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>UpdateTable: billing, throughput, protection, and global indexes, which are filled at once.</summary>
internal static class UpdateTableOperation
{
    public static void Update(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        var table = TableOperations.Named(engine, request);
        var added = SchemaReader.Attributes(request);
        bool billing = request.Has("BillingMode");
        bool onDemand = request.Choice("BillingMode", table.Definition.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED", "billingMode",
            "PROVISIONED", "PAY_PER_REQUEST") == "PAY_PER_REQUEST";
        bool units = request.Has("ProvisionedThroughput");
        var throughput = units || (billing && !onDemand) ? SchemaReader.Throughput(request, onDemand) : table.Definition.Throughput;
        bool? isProtected = request.Flag("DeletionProtectionEnabled");
        string tableClass = request.Choice("TableClass", table.Definition.TableClass, "tableClass", "STANDARD", "STANDARD_INFREQUENT_ACCESS");
        var updates = request.Objects("GlobalSecondaryIndexUpdates");
        TableOperations.RefuseStream(request);
        request.Done();
        if (updates is null && !units && !billing && isProtected is null && tableClass == table.Definition.TableClass)
        {
            throw Errors.Validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates " +
                "or SSESpecification or ReplicaUpdates is required");
        }
        answer.WriteStartObject();
        lock (engine.Gate)
        {
            var definition = table.Definition with
            {
                Throughput = onDemand ? null : throughput,
                DeletionProtected = isProtected ?? table.Definition.DeletionProtected,
                TableClass = tableClass,
            };
            foreach (var update in updates ?? []) definition = Change(definition, update, added, onDemand);
            table.Redefine(definition);
            TableDescription.Write(answer, "TableDescription", table, "ACTIVE");
        }
        answer.WriteEndObject();
    }

    private static TableDefinition Change(TableDefinition table, RequestObject update, KeyAttribute[] added, bool onDemand)
    {
        var create = update.Object("Create");
        var delete = update.Object("Delete");
        var change = update.Object("Update");
        update.Done();
        if (create is not null) return Create(table, create, added, onDemand);
        var named = delete ?? change ?? throw Errors.InvalidParameter("One of GlobalSecondaryIndexUpdate Create, Update or Delete is required");
        string name = named.Text("IndexName") ?? throw Errors.Missing("indexName");
        int at = Array.FindIndex(table.Indexes, i => i.Global && i.Name == name);
        if (at < 0) throw Errors.ResourceNotFound("Requested resource not found");
        if (delete is null)
        {
            var throughput = SchemaReader.Throughput(named, onDemand);
            named.Done();
            return table with { Indexes = [.. table.Indexes.Select((i, n) => n == at ? i with { Throughput = throughput } : i)] };
        }
        named.Done();
        IndexDefinition[] left = [.. table.Indexes.Where((_, n) => n != at)];
        var used = table.Key.All.Concat(left.SelectMany(i => i.Key.All)).ToHashSet();
        return table with { Indexes = left, Attributes = [.. table.Attributes.Where(used.Contains)] };
    }

    private static TableDefinition Create(TableDefinition table, RequestObject create, KeyAttribute[] added, bool onDemand)
    {
        KeyAttribute[] attributes = [.. table.Attributes.UnionBy(added, a => a.Name, StringComparer.Ordinal)];
        var schema = new SchemaReader(attributes.ToDictionary(a => a.Name, StringComparer.Ordinal), onDemand);
        IndexDefinition[] indexes = [.. table.Indexes, schema.Index(create, table.Key, global: true)];
        TableOperations.CheckIndexes([.. indexes.Where(i => !i.Global)], [.. indexes.Where(i => i.Global)]);
        TableOperations.CheckAllUsed(attributes, table.Key, indexes);
        return table with { Attributes = attributes, Indexes = indexes };
    }
}
