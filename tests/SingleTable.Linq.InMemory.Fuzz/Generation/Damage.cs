using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>Breaks a request in one of the ways that people break them.</summary>
internal static class Damage
{
    private static readonly string[] Tokens =
        ["(", ")", ",", "=", "<>", "AND", "OR", "NOT", "BETWEEN", "IN", "#gone", ":gone", "size(", "status", "SET", "REMOVE", "ADD", "[1]", ".x", "%", "unknown(a)", "_x"];

    public static Step Apply(Dice dice, Step step)
    {
        var body = (JsonObject)step.Body.DeepClone();
        bool reads = step.Operation is "Query" or "Scan";
        string kind = dice.Below(14) switch
        {
            0 => Remove(dice, body),
            1 when body.ContainsKey("TableName") => Set(body, "TableName", "Absent"),
            2 or 3 => Key(dice, body),
            4 or 5 => Expression(dice, body),
            6 => Unused(dice, body),
            7 => Undefined(dice, body),
            8 when step.Operation is "PutItem" or "UpdateItem" or "DeleteItem" =>
                Set(body, dice.Pick("ReturnValues", "ReturnConsumedCapacity", "ReturnValuesOnConditionCheckFailure"), dice.Pick("SOME", "ALL_NEW")),
            9 or 10 => Value(dice, body),
            11 when reads => Set(body, "Limit", dice.Pick(0, -1)),
            12 when reads => StartKey(dice, body),
            13 when reads => Set(body, "IndexName", dice.Pick("Absent", "KeysOnly", "Local", "x")),
            8 when reads => Set(body, "Select", dice.Pick("COUNT", "SOME", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES")),
            _ => Value(dice, body),
        };
        return step with { Body = body, Damage = kind, Oracle = null };
    }

    private static string Set(JsonObject body, string member, JsonNode value)
    {
        body[member] = value;
        return $"{member} = {value.ToJsonString()}";
    }

    private static string Remove(Dice dice, JsonObject body)
    {
        string member = Any(dice, body);
        body.Remove(member);
        return "without " + member;
    }

    private static string Key(Dice dice, JsonObject body)
    {
        var holders = Objects(body).Where(o => o.ContainsKey("pk") || o.ContainsKey("id") || o.ContainsKey("b1")).ToList();
        if (holders.Count == 0) return "nothing";
        var holder = holders[dice.Below(holders.Count)];
        string name = holder.First(p => p.Key is "pk" or "id" or "b1").Key;
        if (holder.ContainsKey("sk") && dice.Percent(50)) name = "sk";
        if (dice.Percent(30))
        {
            holder.Remove(name);
            return "without key " + name;
        }

        holder[name] = dice.Pick(AnyValue.S(""), AnyValue.N("5"), AnyValue.S("text"), AnyValue.S(new string('x', 2049)), new JsonObject { ["BOOL"] = true });
        return "key " + name + " is another";
    }

    private static string Expression(Dice dice, JsonObject body)
    {
        var holders = Objects(body).Where(o => o.Any(p => p.Key.EndsWith("Expression", StringComparison.Ordinal))).ToList();
        if (holders.Count == 0) return "nothing";
        var holder = holders[dice.Below(holders.Count)];
        var names = holder.Where(p => p.Key.EndsWith("Expression", StringComparison.Ordinal)).Select(p => p.Key).ToList();
        string member = names[dice.Below(names.Count)];
        var tokens = holder[member]!.GetValue<string>().Split(' ').ToList();
        int at = dice.Below(tokens.Count);
        if (dice.Percent(40)) tokens.RemoveAt(at);
        else if (dice.Percent(50)) tokens[at] = dice.Pick<string>(Tokens);
        else tokens.Insert(at, dice.Pick<string>(Tokens));
        holder[member] = string.Join(' ', tokens);
        return "broken " + member;
    }

    private static string Unused(Dice dice, JsonObject body)
    {
        var holders = Objects(body).Where(o => o.Any(p => p.Key.EndsWith("Expression", StringComparison.Ordinal))).ToList();
        if (holders.Count == 0) return "nothing";
        body = holders[dice.Below(holders.Count)];
        if (dice.Percent(50)) (body["ExpressionAttributeNames"] ??= new JsonObject())["#unused"] = "x";
        else (body["ExpressionAttributeValues"] ??= new JsonObject())[":unused"] = AnyValue.S("x");
        return "unused placeholder";
    }

    private static string Undefined(Dice dice, JsonObject body)
    {
        var holders = Objects(body).Where(o => o.ContainsKey("ExpressionAttributeNames")).ToList();
        if (holders.Count == 0) return "nothing";
        var places = (JsonObject)holders[dice.Below(holders.Count)][dice.Percent(50) ? "ExpressionAttributeNames" : "ExpressionAttributeValues"]!;
        if (places is null) return "nothing";
        places.Remove(Any(dice, places));
        return "undefined placeholder";
    }

    private static string Value(Dice dice, JsonObject body)
    {
        var values = Objects(body).Where(o => o.Count == 1 && o.First().Key is "S" or "N" or "SS" or "NS" or "L" or "M" or "BOOL").ToList();
        if (values.Count == 0) return "nothing";
        var value = values[dice.Below(values.Count)];
        value.Clear();
        (string kind, JsonNode? content) = dice.Below(11) switch
        {
            0 => ("SS", new JsonArray()),
            1 => ("NS", new JsonArray("1", "1.0")),
            2 => ("SS", new JsonArray("a", "a")),
            3 => ("N", "abc"),
            4 => ("N", new string('1', 39)),
            5 => ("N", "1E126"),
            6 => ("NULL", false),
            7 => ("B", "???"),
            8 => ("X", "x"),
            9 => ("S", 5),
            _ => ("N", (JsonNode)1),
        };
        value[kind] = content;
        return $"value {value.ToJsonString()}";
    }

    private static string StartKey(Dice dice, JsonObject body)
    {
        var shape = Shape.Any(dice);
        body["ExclusiveStartKey"] = shape.Key(dice);
        return "start key of " + shape.Table;
    }

    private static string Any(Dice dice, JsonObject of) => of.Count == 0 ? "" : of.ElementAt(dice.Below(of.Count)).Key;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject value => value.SelectMany(p => Objects(p.Value)).Prepend(value),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
