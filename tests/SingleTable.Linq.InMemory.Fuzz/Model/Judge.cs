using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Model;

/// <summary>Runs sequences on an engine and on the model.</summary>
internal sealed class Judge(Target engine)
{
    public int Operations { get; private set; }

    /// <summary>What the engine answered otherwise than the model, or null.</summary>
    public async Task<string?> RunAsync(Step[] steps)
    {
        await engine.StartAsync();
        var tables = new Tables();
        foreach (var step in steps)
        {
            Operations++;
            var reply = await engine.SendAsync(step);
            // no model of transactions' and batches' reads, or of projections: they change nothing
            if (step.Oracle?.Invoke(tables) is not { } expected) continue;
            if (Compare(step, expected, reply) is { } wrong) return wrong;
            if (step.IsWrite && await StateAsync(tables) is { } state) return $"{step}\n{state}";
        }

        return null;
    }

    private static string? Compare(Step step, Expected expected, Reply reply)
    {
        var known = new JsonObject(expected.Body.Where(m => m.Key != "Codes").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        bool isOpen = step.Operation == "UpdateItem" && step.Body["ReturnValues"]!.GetValue<string>().StartsWith("UPDATED", StringComparison.Ordinal);
        var found = new JsonObject(reply.Accepted && !isOpen ? reply.Body.Where(m => m.Key is "Item" or "Items" or "Attributes" or "Count" or "ScannedCount")
            .Where(m => known.ContainsKey(m.Key) || m.Key is "Item" or "Attributes").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())) : []);
        string want = $"{expected.Error} {expected.Body["Codes"]} {new Reply(200, null, null, known).Essence(step)}";
        string have = $"{reply.Error} {reply.Codes} {new Reply(200, null, null, found).Essence(step)}";
        return want == have ? null : $"{step}\n    model  {want}\n    engine {have} {reply.Message}";
    }

    private async Task<string?> StateAsync(Tables tables)
    {
        foreach (var shape in Shape.All)
        {
            string want = string.Join('\n', tables[shape.Table].Select(i => i.ToJsonString()).Order(StringComparer.Ordinal));
            string have = string.Join('\n', (await engine.ContentAsync(shape)).Values.Select(i => i.ToJsonString()).Order(StringComparer.Ordinal));
            if (want != have) return $"{shape.Table} is in the model\n{want}\nand in the engine\n{have}";
        }

        return null;
    }
}
