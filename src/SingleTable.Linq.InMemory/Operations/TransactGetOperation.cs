using System.Text.Json;
using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>TransactGetItems: one consistent view of up to 100 items.</summary>
internal static class TransactGetOperation
{
    private sealed record Get(string TableName, MapValue Key, Projection? Projection);

    public static void TransactGet(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string capacityMode = Capacity.Mode(request);
        var gets = TransactItems.Read(request, ReadOne);
        request.Done();

        var bound = gets.ConvertAll(g =>
        {
            var table = engine.Table(g.TableName);
            var (key, invalid) = TransactItems.Try(() => ItemChecks.Key(table.Definition, g.Key));
            return (Get: g, Table: table, Key: key!, Invalid: invalid);
        });
        TransactItems.RefuseInvalid(bound.ConvertAll(b => b.Invalid));
        TransactItems.RefuseRepeated(bound.Select(b => (b.Get.TableName, b.Key)));
        List<MapValue?> items;
        lock (engine.Gate) items = bound.ConvertAll(b => b.Table.Find(b.Key));
        if (items.Sum(i => (long)(i?.ItemSize ?? 0)) > Limits.TransactionBytes)
            throw Errors.Validation("Collection size of items in the transaction has exceeded the maximum allowed size of 4 MB");

        var capacities = new Dictionary<string, Capacity>(StringComparer.Ordinal);
        answer.WriteStartObject();
        answer.WriteStartArray("Responses");
        for (int i = 0; i < bound.Count; i++)
        {
            answer.WriteStartObject();
            if (items[i] is { } item)
            {
                answer.WritePropertyName("Item");
                (bound[i].Get.Projection?.Apply(item) ?? item).WriteItem(answer);
            }
            answer.WriteEndObject();
            if (!capacities.TryGetValue(bound[i].Get.TableName, out var capacity))
                capacity = capacities[bound[i].Get.TableName] = new Capacity(bound[i].Table.Definition);
            capacity.Add(2 * Capacity.ReadUnits(items[i]?.ItemSize ?? 0, consistent: true));
        }
        answer.WriteEndArray();
        BatchCapacity.Write(answer, capacities.Values, capacityMode, transactional: true);
        answer.WriteEndObject();
    }

    private static Get ReadOne(RequestObject item)
    {
        var get = item.Object("Get") ?? throw Errors.Missing("transactItems.1.member.get");
        var read = new Get(RequestParts.TableName(get), RequestParts.Attributes(get, "Key"), ItemProjection.Read(get, older: false));
        get.Done();
        return read;
    }
}
