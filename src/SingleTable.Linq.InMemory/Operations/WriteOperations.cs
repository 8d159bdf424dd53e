using System.Text.Json;
using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>PutItem, UpdateItem and DeleteItem.</summary>
internal static class WriteOperations
{
    public static void Put(Engine engine, RequestObject request, Utf8JsonWriter answer) => Run(engine, request, answer, WriteKind.Put);

    public static void Update(Engine engine, RequestObject request, Utf8JsonWriter answer) => Run(engine, request, answer, WriteKind.Update);

    public static void Delete(Engine engine, RequestObject request, Utf8JsonWriter answer) => Run(engine, request, answer, WriteKind.Delete);

    private static void Run(Engine engine, RequestObject request, Utf8JsonWriter answer, WriteKind kind)
    {
        string returns = request.Choice("ReturnValues", "NONE", "returnValues", "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
        string capacityMode = Capacity.Mode(request);
        bool metrics = ItemCollections.Wanted(request);
        var write = ItemWrite.Read(request, kind);
        request.Done();
        if (kind != WriteKind.Update && returns is not ("NONE" or "ALL_OLD"))
            throw Errors.Validation("ReturnValues can only be ALL_OLD or NONE");

        var table = engine.Table(write.TableName);
        var definition = table.Definition;
        var key = write.Bind(definition);
        MapValue? before, after;
        List<(string Index, int Writes)> indexWrites;
        lock (engine.Gate)
        {
            before = table.Find(key);
            if (!write.ConditionHolds(before)) throw Errors.ConditionFailed(write.ReturnOldOnFailure ? before : null);
            after = write.After(definition, key, before);
            indexWrites = table.Apply(key, before, after);
        }

        answer.WriteStartObject();
        if (Returned(returns, write, before, after) is { } attributes)
        {
            answer.WritePropertyName("Attributes");
            attributes.WriteItem(answer);
        }
        if (capacityMode != "NONE")
        {
            var capacity = new Capacity(definition);
            double units = Capacity.WriteUnits(before?.ItemSize ?? 0, after?.ItemSize ?? 0);
            capacity.Add(units, indexWrites);
            answer.WritePropertyName("ConsumedCapacity");
            capacity.Write(answer, capacityMode);
        }
        if (metrics) ItemCollections.WriteSingle(answer, definition, key);
        answer.WriteEndObject();
    }

    private static MapValue? Returned(string returns, ItemWrite write, MapValue? before, MapValue? after)
    {
        var found = returns switch
        {
            "ALL_OLD" => before,
            "ALL_NEW" => after,
            "UPDATED_OLD" => Touched(write, before),
            "UPDATED_NEW" => Touched(write, after),
            _ => null,
        };
        return found;
    }

    private static MapValue? Touched(ItemWrite write, MapValue? item)
    {
        if (item is null || write.Actions.Length == 0) return null;
        var touched = new Projection([.. write.Actions.Select(a => a.Path)]).Apply(item);
        return touched.Count == 0 ? null : touched;
    }
}
