using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>GetItem.</summary>
internal static class GetOperation
{
    public static void Get(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string name = RequestParts.TableName(request);
        var attributes = RequestParts.Attributes(request, "Key");
        bool consistent = request.Flag("ConsistentRead") ?? false;
        string capacityMode = Capacity.Mode(request);
        var projection = ItemProjection.Read(request);
        request.Done();

        var table = engine.Table(name);
        var key = ItemChecks.Key(table.Definition, attributes);
        MapValue? item;
        lock (engine.Gate) item = table.Find(key);

        answer.WriteStartObject();
        if (item is not null)
        {
            answer.WritePropertyName("Item");
            (projection is null ? item : projection.Apply(item)).WriteItem(answer);
        }
        if (capacityMode != "NONE")
        {
            var capacity = new Capacity(table.Definition);
            capacity.Add(Capacity.ReadUnits(item?.ItemSize ?? 0, consistent));
            answer.WritePropertyName("ConsumedCapacity");
            capacity.Write(answer, capacityMode);
        }
        answer.WriteEndObject();
    }
}
