using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Model;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>Random writes. In wild mode they may break index keys and name an item twice; otherwise the model knows their answers.</summary>
internal sealed class Writes(Dice dice, bool wild)
{
    private sealed record Action(string Kind, JsonObject Body, Shape Shape, JsonObject Key, AnyCondition? Condition, bool Refused, Func<JsonObject?, JsonObject?> Change);

    public Step Single()
    {
        var action = dice.Below(10) switch { < 4 => Put(), < 8 => Update(), _ => Delete() };
        string returns = action.Kind == "Update" ? dice.Pick("NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW") : dice.Pick("NONE", "ALL_OLD");
        if (dice.Percent(60) || action.Kind == "Update") action.Body["ReturnValues"] = returns;
        else returns = "NONE";
        if (dice.Percent(30)) action.Body["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
        return new(action.Kind + "Item", action.Body) { Oracle = tables => Run(tables, action, returns) };
    }

    public Step Transaction()
    {
        var actions = new List<Action>();
        int count = 1 + dice.Below(4);
        while (actions.Count < count)
        {
            var next = dice.Below(10) switch { < 3 => Put(), < 7 => Update(), < 9 => Delete(), _ => Check() };
            if (wild && dice.Percent(10) || actions.TrueForAll(a => !SameItem(a, next))) actions.Add(next);
        }

        var body = new JsonObject { ["TransactItems"] = new JsonArray([.. actions.Select(a => new JsonObject { [a.Kind] = a.Body })]) };
        return new("TransactWriteItems", body) { Oracle = tables => Run(tables, actions) };
    }

    public Step Batch()
    {
        var actions = new List<Action>();
        int count = 1 + dice.Below(6);
        while (actions.Count < count)
        {
            var next = dice.Percent(70) ? Put(plain: true) : Delete(plain: true);
            if (wild && dice.Percent(5) || actions.TrueForAll(a => !SameItem(a, next))) actions.Add(next);
        }

        var requests = new JsonObject(actions.GroupBy(a => a.Shape.Table).Select(g => KeyValuePair.Create<string, JsonNode?>(g.Key, new JsonArray([.. g.Select(a =>
            new JsonObject { [a.Kind + "Request"] = a.Kind == "Put" ? new JsonObject { ["Item"] = a.Body["Item"]!.DeepClone() } : new JsonObject { ["Key"] = a.Key.DeepClone() } })]))));
        return new("BatchWriteItem", new() { ["RequestItems"] = requests })
        {
            Oracle = tables =>
            {
                foreach (var a in actions)
                {
                    tables.Try(a.Shape, a.Key, null, a.Change, out var apply);
                    apply();
                }

                return Expected.Done;
            },
        };
    }

    private static bool SameItem(Action a, Action b) => a.Shape == b.Shape && Comparison.Canon.Equal(a.Key, b.Key);

    private Action Put(bool plain = false)
    {
        var shape = Shape.Any(dice);
        var item = shape.Key(dice);
        foreach (string name in (string[])["a", "b", "c", "m", "l"])
        {
            if (dice.Percent(50)) item[name] = AnyValue.Of(dice);
        }

        if (dice.Percent(60)) item["g"] = wild && dice.Percent(4) ? AnyValue.Of(dice) : AnyValue.S(dice.Pick("x", "y"));
        if (dice.Percent(60)) item["n"] = wild && dice.Percent(4) ? AnyValue.Of(dice) : AnyValue.N(dice.Pick("1", "2", "10", "-5"));
        var body = new JsonObject { ["TableName"] = shape.Table, ["Item"] = item };
        return Finish("Put", body, shape, shape.KeyOf(item), new(), plain ? 0 : 30, _ => item);
    }

    private Action Update()
    {
        var shape = Shape.Any(dice);
        var key = shape.Key(dice);
        var places = new Placeholders();
        var update = AnyUpdate.Of(dice, places, wild);
        var body = new JsonObject { ["TableName"] = shape.Table, ["Key"] = key.DeepClone(), ["UpdateExpression"] = update.Text };
        return Finish("Update", body, shape, key, places, 25, old => update.Apply(old ?? (JsonObject)key.DeepClone()));
    }

    private Action Delete(bool plain = false)
    {
        var shape = Shape.Any(dice);
        var key = shape.Key(dice);
        return Finish("Delete", new() { ["TableName"] = shape.Table, ["Key"] = key.DeepClone() }, shape, key, new(), plain ? 0 : 50, _ => null);
    }

    private Action Check()
    {
        var shape = Shape.Any(dice);
        var key = shape.Key(dice);
        return Finish("ConditionCheck", new() { ["TableName"] = shape.Table, ["Key"] = key.DeepClone() }, shape, key, new(), 100, old => old);
    }

    private Action Finish(string kind, JsonObject body, Shape shape, JsonObject key, Placeholders places, int conditions, Func<JsonObject?, JsonObject?> change)
    {
        var condition = dice.Percent(conditions) ? AnyCondition.Of(dice, places) : null;
        if (condition is not null) body["ConditionExpression"] = condition.Text;
        places.AddTo(body);
        return new(kind, body, shape, key, condition, places.Refused, change);
    }

    private static Expected Run(Tables tables, Action action, string returns)
    {
        if (action.Refused) return Expected.Refused;
        var old = tables.Find(action.Shape, action.Key);
        string? reason = tables.Try(action.Shape, action.Key, action.Condition, action.Change, out var apply);
        if (reason is not null) return reason == "ValidationError" ? Expected.Refused : Expected.Failed;
        apply();
        return returns switch
        {
            "ALL_OLD" => Expected.Of("Attributes", old),
            "ALL_NEW" => Expected.Of("Attributes", tables.Find(action.Shape, action.Key)),
            _ => Expected.Done,
        };
    }

    private static Expected Run(Tables tables, List<Action> actions)
    {
        if (actions.Exists(a => a.Refused)) return Expected.Refused;
        var applies = new List<System.Action>();
        var codes = new List<string>();
        foreach (var a in actions)
        {
            // a check of an absent item changes nothing
            codes.Add(tables.Try(a.Shape, a.Key, a.Condition, a.Change, out var apply) ?? "None");
            applies.Add(apply);
        }

        if (codes.Exists(c => c != "None")) return Expected.Cancelled(codes);
        foreach (var apply in applies) apply();
        return Expected.Done;
    }
}
