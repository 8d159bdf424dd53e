using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>An answer: its status, the short name of its error, the reasons of a transaction, its body in one form.</summary>
internal sealed record Reply(int Status, string? Error, string? Message, JsonObject Body)
{
    public bool Accepted => Status == 200;

    public static Reply Of(int status, string text)
    {
        JsonObject body;
        try
        {
            body = JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            return new(status, "NoJson", text, []);
        }

        return status == 200 ? new(status, null, null, body)
            : new(status, body["__type"]?.GetValue<string>().Split('#')[^1] ?? "NoType", (body["message"] ?? body["Message"])?.GetValue<string>(), body);
    }

    public string? Codes => Body["CancellationReasons"] is JsonArray reasons ? string.Join(' ', reasons.Select(r => r?["Code"]?.GetValue<string>())) : null;

    /// <summary>What is compared: on success everything but the order that is open, on failure the kinds of error.</summary>
    public string Essence(Step step) => Accepted ? ((JsonObject)Arranged(step)).ToJsonString() : $"{Status} {Error} {Codes} {Canon.Of(Body["Item"])?.ToJsonString()}";

    private JsonNode Arranged(Step step)
    {
        var body = Canon.Object(Body);
        // absent and empty are the same to the SDK
        foreach (string name in (string[])["UnprocessedKeys", "UnprocessedItems", "Attributes", "Item"])
        {
            if (body[name] is JsonObject { Count: 0 }) body.Remove(name);
        }

        if (step.TieBy is null) return body;
        if (body["Items"] is JsonArray items) body["Items"] = Untied(items, step.TieBy);
        if (body["Responses"] is JsonObject tables)
        {
            foreach (string table in tables.Select(t => t.Key).ToList()) tables[table] = Untied((JsonArray)tables[table]!, "");
            foreach (string table in tables.Where(t => t.Value is JsonArray { Count: 0 }).Select(t => t.Key).ToList()) tables.Remove(table);
        }

        return body;
    }

    private static JsonArray Untied(JsonArray items, string tieBy)
    {
        var sorted = new List<JsonNode>();
        var run = new List<JsonNode>();
        foreach (var item in items.Select(i => i!.DeepClone()))
        {
            if (run.Count > 0 && tieBy != "" && run[0][tieBy]?.ToJsonString() != item[tieBy]?.ToJsonString()) Flush();
            run.Add(item);
        }

        Flush();
        return new([.. sorted]);

        void Flush()
        {
            sorted.AddRange(run.OrderBy(i => i.ToJsonString(), StringComparer.Ordinal));
            run.Clear();
        }
    }
}
