using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

/// <summary>Takes the last keys or items out of a batch, has the rest executed, and names them as unprocessed.</summary>
internal sealed class UnprocessedFault(int count) : Fault
{
    public override bool AppliesTo(Call call) => call.Operation is "BatchGetItem" or "BatchWriteItem";

    public override async Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next)
    {
        bool writes = call.Operation == "BatchWriteItem";
        if (CallContent.Parse(call.Body) is not { } request || request["RequestItems"] is not JsonObject tables)
            return await next(call).ConfigureAwait(false);
        var left = TakeOut(tables, writes);
        JsonObject answer;
        if (tables.Count == 0)
        {
            answer = writes ? [] : new JsonObject { ["Responses"] = new JsonObject() };
        }
        else
        {
            var real = await next(call with { Body = JsonBytes.Of(request) }).ConfigureAwait(false);
            if (real.Status != 200) return real;
            answer = CallContent.Parse(real.Body)!;
        }
        answer[writes ? "UnprocessedItems" : "UnprocessedKeys"] = left;
        return new Answer(200, JsonBytes.Of(answer));
    }

    private JsonObject TakeOut(JsonObject tables, bool writes)
    {
        var left = new JsonObject();
        int remaining = count;
        foreach (string table in tables.Select(t => t.Key).Reverse().ToList())
        {
            if (remaining == 0) break;
            var part = (writes ? tables[table] : tables[table]?["Keys"]) as JsonArray ?? [];
            var taken = new JsonArray();
            while (part.Count > 0 && remaining > 0)
            {
                var last = part[^1];
                part.RemoveAt(part.Count - 1);
                taken.Insert(0, last);
                remaining--;
            }
            left[table] = writes ? taken : WithKeys((JsonObject)tables[table]!, taken);
            if (part.Count == 0) tables.Remove(table);
        }
        return left;
    }

    // projection and consistency stay with the keys
    private static JsonObject WithKeys(JsonObject part, JsonArray keys)
    {
        var copy = (JsonObject)part.DeepClone();
        copy["Keys"] = keys;
        return copy;
    }
}
