using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>BatchWriteItem.</summary>
internal static class BatchWriteOperation
{
    public static void BatchWrite(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string capacityMode = Capacity.Mode(request);
        bool metrics = ItemCollections.Wanted(request);
        var map = request.Map("RequestItems") ?? throw Errors.Missing("requestItems");
        request.Done();
        if (map.Count == 0)
            throw Errors.Constraint("{}", "requestItems", "Member must have length greater than or equal to 1");
        var writes = map.SelectMany(Read).ToList();
        if (writes.Count > Limits.BatchWriteItems) throw Errors.Validation("Too many items requested for the BatchWriteItem call");

        // everything is checked before anything is written
        var bound = writes.ConvertAll(w =>
        {
            var table = engine.Table(w.TableName);
            return (Write: w, Table: table, Key: w.Bind(table.Definition));
        });
        if (bound.Select(b => (b.Write.TableName, b.Key)).Distinct().Count() < bound.Count)
            throw Errors.Validation("Provided list of item keys contains duplicates");

        var capacities = new Dictionary<string, Capacity>(StringComparer.Ordinal);
        foreach (var (write, table, key) in bound)
        {
            MapValue? before, after;
            List<(string Index, int Writes)> indexWrites;
            lock (engine.Gate)
            {
                before = table.Find(key);
                after = write.After(table.Definition, key, before);
                indexWrites = table.Apply(key, before, after);
            }
            if (!capacities.TryGetValue(write.TableName, out var capacity))
                capacity = capacities[write.TableName] = new Capacity(table.Definition);
            double units = Capacity.WriteUnits(before?.ItemSize ?? 0, after?.ItemSize ?? 0);
            capacity.Add(units, indexWrites);
        }

        answer.WriteStartObject();
        answer.WriteStartObject("UnprocessedItems");
        answer.WriteEndObject();
        BatchCapacity.Write(answer, capacities.Values, capacityMode);
        if (metrics) ItemCollections.WriteAll(answer, bound.Select(b => (b.Table.Definition, b.Key)));
        answer.WriteEndObject();
    }

    private static IEnumerable<ItemWrite> Read(KeyValuePair<string, JsonElement> table)
    {
        string member = $"requestItems.{table.Key}.member";
        RequestParts.CheckTableName(table.Key, "requestItems");
        string name = RequestParts.TableFromArn(table.Key);
        if (table.Value.ValueKind != JsonValueKind.Array) throw Errors.Serialization("Unexpected value type in payload");
        int count = table.Value.GetArrayLength();
        if (count == 0) throw Errors.Constraint("[]", member, "Member must have length greater than or equal to 1");
        if (count > Limits.BatchWriteItems)
            throw Errors.Constraint("[...]", member, $"Member must have length less than or equal to {Limits.BatchWriteItems}");
        foreach (var json in table.Value.EnumerateArray())
        {
            var request = RequestObject.Of(json, "WriteRequest");
            var put = request.Object("PutRequest");
            var delete = request.Object("DeleteRequest");
            request.Done();
            if (put is null == delete is null)
            {
                throw Errors.Validation("Supplied AttributeValue has more than one datatypes set, " +
                    "must contain exactly one of the supported datatypes");
            }
            var write = put is not null
                ? new ItemWrite(WriteKind.Put, name, RequestParts.Attributes(put, "Item"))
                : new ItemWrite(WriteKind.Delete, name, RequestParts.Attributes(delete!, "Key"));
            put?.Done();
            delete?.Done();
            yield return write;
        }
    }
}
