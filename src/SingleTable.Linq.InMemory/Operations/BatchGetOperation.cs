using System.Text.Json;
using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>BatchGetItem.</summary>
internal static class BatchGetOperation
{
    private sealed record TablePart(string Name, JsonElement Source, List<MapValue> Keys, Projection? Projection, bool Consistent);

    public static void BatchGet(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string capacityMode = Capacity.Mode(request);
        var map = request.Map("RequestItems") ?? throw Errors.Missing("requestItems");
        request.Done();
        if (map.Count == 0)
            throw Errors.Constraint("{}", "requestItems", "Member must have length greater than or equal to 1");
        var parts = map.ConvertAll(Read);
        if (parts.Sum(p => p.Keys.Count) > Limits.BatchGetKeys) throw Errors.Validation("Too many items requested for the BatchGetItem call");
        foreach (var part in parts)
        {
            if (part.Keys.Distinct().Count() < part.Keys.Count) throw Errors.Validation("Provided list of item keys contains duplicates");
        }

        var bound = parts.ConvertAll(p =>
        {
            var table = engine.Table(p.Name);
            return (Part: p, Table: table, Keys: p.Keys.ConvertAll(k => ItemChecks.Key(table.Definition, k)));
        });
        var capacities = new List<Capacity>();
        var unprocessed = new List<(TablePart Part, List<MapValue> Keys)>();
        long bytes = 0;
        answer.WriteStartObject();
        answer.WriteStartObject("Responses");
        foreach (var (part, table, keys) in bound)
        {
            var capacity = new Capacity(table.Definition);
            var left = new List<MapValue>();
            answer.WriteStartArray(part.Name);
            foreach (var key in keys)
            {
                // each item is read for itself: a batch is not a snapshot
                MapValue? item;
                lock (engine.Gate) item = table.Find(key);
                if (bytes + (item?.ItemSize ?? 0) > Limits.BatchBytes)
                {
                    left.Add(key.Attributes);
                    continue;
                }
                capacity.Add(Capacity.ReadUnits(item?.ItemSize ?? 0, part.Consistent));
                if (item is null) continue;
                bytes += item.ItemSize;
                (part.Projection?.Apply(item) ?? item).WriteItem(answer);
            }
            answer.WriteEndArray();
            capacities.Add(capacity);
            if (left.Count > 0) unprocessed.Add((part, left));
        }
        answer.WriteEndObject();
        answer.WriteStartObject("UnprocessedKeys");
        foreach (var (part, keys) in unprocessed) WriteUnprocessed(answer, part, keys);
        answer.WriteEndObject();
        BatchCapacity.Write(answer, capacities, capacityMode);
        answer.WriteEndObject();
    }

    private static TablePart Read(KeyValuePair<string, JsonElement> table)
    {
        RequestParts.CheckTableName(table.Key, "requestItems");
        var request = RequestObject.Of(table.Value, "RequestItems");
        var keys = request.List("Keys") ?? throw Errors.Missing($"requestItems.{table.Key}.member.keys");
        bool consistent = request.Flag("ConsistentRead") ?? false;
        var projection = ItemProjection.Read(request);
        request.Done();
        if (keys.Count == 0)
        {
            throw Errors.Constraint("[]", $"requestItems.{table.Key}.member.keys", "Member must have length greater than or equal to 1");
        }
        return new TablePart(RequestParts.TableFromArn(table.Key), table.Value, keys.ConvertAll(ValueReader.ReadItem), projection, consistent);
    }

    // as it was asked, with the keys that are left
    private static void WriteUnprocessed(Utf8JsonWriter answer, TablePart part, List<MapValue> keys)
    {
        answer.WriteStartObject(part.Name);
        foreach (var member in part.Source.EnumerateObject())
        {
            if (!member.NameEquals("Keys")) member.WriteTo(answer);
        }
        answer.WriteStartArray("Keys");
        foreach (var key in keys) key.WriteItem(answer);
        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
