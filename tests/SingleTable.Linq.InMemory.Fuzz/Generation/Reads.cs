using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Model;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>Random reads.</summary>
internal sealed class Reads(Dice dice)
{
    public Step Get()
    {
        var shape = Shape.Any(dice);
        var key = shape.Key(dice);
        var body = new JsonObject { ["TableName"] = shape.Table, ["Key"] = key.DeepClone() };
        if (dice.Percent(50)) body["ConsistentRead"] = true;
        return Projected(new("GetItem", body) { Oracle = tables => Expected.Of("Item", tables.Find(shape, key)) }, body);
    }

    public Step BatchGet() => Several("BatchGetItem", keys =>
    {
        var requests = keys.GroupBy(k => k.Shape.Table)
            .Select(g => KeyValuePair.Create<string, JsonNode?>(g.Key, new JsonObject { ["Keys"] = new JsonArray([.. g.Select(k => k.Key.DeepClone())]) }));
        return new() { ["RequestItems"] = new JsonObject(requests) };
    });

    public Step TransactGet() => Several("TransactGetItems", keys => new()
    {
        ["TransactItems"] = new JsonArray([.. keys.Select(k => new JsonObject { ["Get"] = new JsonObject { ["TableName"] = k.Shape.Table, ["Key"] = k.Key.DeepClone() } })]),
    });

    private Step Several(string operation, Func<List<(Shape Shape, JsonObject Key)>, JsonObject> body)
    {
        var keys = new List<(Shape Shape, JsonObject Key)>();
        int count = 1 + dice.Below(8);
        for (int i = 0; i < count; i++)
        {
            var shape = Shape.Any(dice);
            var key = shape.Key(dice);
            if (!keys.Exists(k => k.Shape == shape && Canon.Equal(k.Key, key))) keys.Add((shape, key));
        }

        return new(operation, body(keys)) { TieBy = "" };
    }

    public Step Query()
    {
        var shape = Shape.Any(dice);
        var places = new Placeholders();
        var hash = shape.HashValue(dice);
        string text = $"{places.Name(shape.Hash)} = {places.Value(hash)}";
        Func<JsonObject, bool> holds = i => Canon.Equal((JsonObject)i[shape.Hash]!, hash);
        if (shape.Range is { } range && dice.Percent(60)) text += Range(places, range, () => shape.RangeValue!(dice), ref holds);
        bool forward = dice.Percent(50);
        var body = new JsonObject { ["TableName"] = shape.Table, ["KeyConditionExpression"] = text, ["ScanIndexForward"] = forward };
        int limit = dice.Percent(40) ? 1 + dice.Below(4) : int.MaxValue;
        if (limit != int.MaxValue) body["Limit"] = limit;
        bool follows = dice.Percent(50);
        return Filtered(new("Query", body) { Follows = follows }, body, places, holds, shape, follows ? int.MaxValue : limit, range: shape.Range, forward);
    }

    public Step QueryIndex()
    {
        var places = new Placeholders();
        string index = dice.Pick("ByNumber", "KeysOnly", "Local");
        string hashName = index == "Local" ? "pk" : "g";
        var hash = index == "Local" ? Shape.Docs.HashValue(dice) : AnyValue.S(dice.Pick("x", "y"));
        string text = $"{places.Name(hashName)} = {places.Value(hash)}";
        Func<JsonObject, bool> holds = i => Canon.Equal(i[hashName] as JsonObject, hash) && (index == "KeysOnly" || i.ContainsKey("n"));
        if (index != "KeysOnly" && dice.Percent(60)) text += Range(places, "n", () => AnyValue.N(dice.Pick("1", "2", "10", "-5", "1.5")), ref holds);
        bool forward = dice.Percent(50);
        var body = new JsonObject { ["TableName"] = "FuzzDocs", ["IndexName"] = index, ["KeyConditionExpression"] = text, ["ScanIndexForward"] = forward };
        if (dice.Percent(40)) body["Limit"] = 1 + dice.Below(4);
        // what a projection leaves out cannot be filtered, so only the index with everything is
        var step = new Step("Query", body) { Follows = true, TieBy = index == "KeysOnly" ? "" : "n" };
        return index == "ByNumber" ? Filtered(step, body, places, holds, Shape.Docs, int.MaxValue, "n", forward) : Counted(step, body, places, holds, Shape.Docs);
    }

    public Step Scan()
    {
        var shape = Shape.Any(dice);
        var body = new JsonObject { ["TableName"] = shape.Table };
        if (dice.Percent(40)) body["Limit"] = 1 + dice.Below(6);
        if (shape == Shape.Docs && dice.Percent(30)) body["IndexName"] = dice.Pick("ByNumber", "KeysOnly", "Local");
        bool all = !body.ContainsKey("IndexName");
        var step = new Step("Scan", body) { Follows = true, TieBy = "" };
        return all ? Filtered(step, body, new(), _ => true, shape, int.MaxValue, null, true) : step;
    }

    private string Range(Placeholders places, string name, Func<JsonObject> value, ref Func<JsonObject, bool> holds)
    {
        var before = holds;
        JsonObject first = value(), second = value();
        string placed = places.Name(name);
        string sign = dice.Pick("=", "<", "<=", ">", ">=", "BETWEEN", "begins_with");
        if (sign == "BETWEEN")
        {
            if (Canon.Order(first, second) > 0 && dice.Percent(90)) (first, second) = (second, first);
            places.Refused |= Canon.Order(first, second) > 0;
            holds = i => before(i) && Canon.Order((JsonObject)i[name]!, first) >= 0 && Canon.Order((JsonObject)i[name]!, second) <= 0;
            return $" AND {placed} BETWEEN {places.Value(first)} AND {places.Value(second)}";
        }

        if (sign == "begins_with")
        {
            places.Refused |= first["N"] is not null;
            holds = i => before(i) && Sizes.BeginsWith((JsonObject)i[name]!, first);
            return $" AND begins_with({placed}, {places.Value(first)})";
        }

        holds = i => before(i) && Canon.Order((JsonObject)i[name]!, first) is { } order && sign switch
        {
            "=" => order == 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
        return $" AND {placed} {sign} {places.Value(first)}";
    }

    private Step Filtered(Step step, JsonObject body, Placeholders places, Func<JsonObject, bool> holds, Shape shape, int limit, string? range, bool forward)
    {
        AnyCondition? filter = dice.Percent(40) ? AnyCondition.Of(dice, places) : null;
        if (filter is not null) body["FilterExpression"] = filter.Text;
        // an index key must not be filtered
        places.Refused |= filter is not null && step.Operation == "Query" && body.ContainsKey("IndexName") && (filter.Text.Contains("#g", StringComparison.Ordinal) || filter.Text.Contains("#n", StringComparison.Ordinal));
        places.AddTo(body);
        return step with
        {
            Oracle = tables =>
            {
                if (places.Refused) return Expected.Refused;
                var read = tables[shape.Table].Where(holds).ToList();
                if (range is not null) read.Sort((a, b) => Canon.Order((JsonObject)a[range]!, (JsonObject)b[range]!)!.Value * (forward ? 1 : -1));
                read = [.. read.Take(limit)];
                return Found(read.Where(i => filter is null || filter.Holds(i)), read.Count);
            },
        };
    }

    private Step Counted(Step step, JsonObject body, Placeholders places, Func<JsonObject, bool> holds, Shape shape)
    {
        places.AddTo(body);
        if (dice.Percent(50)) return step;
        body["Select"] = "COUNT";
        return step with { Oracle = tables => places.Refused ? Expected.Refused : new(null, new() { ["Count"] = tables[shape.Table].Count(holds) }) };
    }

    private static Expected Found(IEnumerable<JsonObject> items, int scanned)
    {
        var found = new JsonArray([.. items.Select(i => i.DeepClone())]);
        return new(null, new() { ["Items"] = found, ["Count"] = found.Count, ["ScannedCount"] = scanned });
    }

    private Step Projected(Step step, JsonObject body)
    {
        if (!dice.Percent(40)) return step;
        var places = new Placeholders();
        var first = AnyPath.Of(dice, places, dice.Pick("a", "b", "c"));
        var second = AnyPath.Of(dice, places, dice.Pick("m", "l", "n"));
        body["ProjectionExpression"] = $"{first.Text}, {second.Text}";
        places.AddTo(body);
        return step with { Oracle = null };
    }
}
