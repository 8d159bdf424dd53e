using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Load;

/// <summary>Random bytes, cut and damaged JSON, deep JSON, huge bodies, wrong types: typed errors, and nothing that was refused changes anything.</summary>
internal static class MalformedCommand
{
    private static readonly byte[] s_huge = Encoding.UTF8.GetBytes(new string(' ', 17 * 1024 * 1024));

    private static readonly byte[][] s_scans = [.. Shape.All.Select(s => Encoding.UTF8.GetBytes($$"""{"TableName":"{{s.Table}}"}"""))];

    public static async Task<int> RunAsync(int requests)
    {
        var clock = Stopwatch.StartNew();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var (wrong, summary) = await CheckAsync(requests);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"{summary}, {grown / 1024} KB more memory, in {clock.Elapsed.TotalSeconds:F1} s");
        if (wrong is null) return 0;
        Console.Error.WriteLine(wrong);
        return 1;
    }

    public static async Task<(string? Wrong, string Summary)> CheckAsync(int requests)
    {
        var random = new PCG(1);
        var dice = new Dice(random);
        var steps = Steps.Wild(1);
        using var http = new HttpMessageInvoker(new InMemoryDynamoDb(new() { RecordRequests = false }).CreateHandler());
        var target = new Target(http, "http://in-memory.local/");
        await target.StartAsync();
        await target.SendAsync("PutItem", new() { ["TableName"] = "FuzzDocs", ["Item"] = Shape.Docs.Key(dice) });
        string state = await StateAsync(target);
        var errors = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < requests; i++)
        {
            var step = steps.Generate(random, null, out _)[0];
            byte[] body = Break(dice, step.Body.ToJsonString());
            var reply = await target.SendBytesAsync(step.Operation, body);
            if (reply.Status is not (200 or 400 or 413) || reply.Error is "NoJson" or "NoType") return ($"{reply.Status} {reply.Error} for {step.Operation} {Encoding.UTF8.GetString(body)}", "");
            string error = reply.Error ?? "accepted";
            errors[error] = errors.GetValueOrDefault(error) + 1;
            string now = await StateAsync(target);
            if (!reply.Accepted && now != state) return ($"{reply.Error}, but the state changed after {step.Operation} {Encoding.UTF8.GetString(body)}", "");
            state = now;
        }

        return (null, $"{requests} requests: {string.Join(", ", errors.Select(e => $"{e.Value} {e.Key}"))}");
    }

    private static byte[] Break(Dice dice, string json) => dice.Below(100) switch
    {
        0 => s_huge,
        < 10 => [.. Enumerable.Range(0, 1 + dice.Below(300)).Select(_ => (byte)dice.Below(256))],
        < 20 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(dice.Pick("[", "{\"L\":[", "{\"M\":{\"a\":", "{\"a\":"), 1 + dice.Below(5000)))),
        < 40 => Encoding.UTF8.GetBytes(json)[..^(1 + dice.Below(json.Length))],
        < 70 => Encoding.UTF8.GetBytes(Retyped(dice, JsonNode.Parse(json)!).ToJsonString()),
        _ => Damaged(dice, Encoding.UTF8.GetBytes(json)),
    };

    private static byte[] Damaged(Dice dice, byte[] json)
    {
        for (int i = 1 + dice.Below(3); i > 0; i--) json[dice.Below(json.Length)] = (byte)(dice.Percent(50) ? dice.Below(256) : "{}[]\",:0-e\\"[dice.Below(11)]);
        return json;
    }

    /// <summary>Another JSON type at a random place.</summary>
    private static JsonNode Retyped(Dice dice, JsonNode root)
    {
        var node = root;
        while (true)
        {
            var children = node switch { JsonObject o => [.. o.Select(p => p.Value)], JsonArray a => [.. a], _ => new List<JsonNode?>() };
            children.RemoveAll(c => c is null);
            if (children.Count == 0 || dice.Percent(20)) break;
            node = children[dice.Below(children.Count)]!;
        }

        JsonNode other = dice.Below(6) switch { 0 => new JsonArray(), 1 => new JsonObject(), 2 => "text", 3 => 12.5, 4 => false, _ => new JsonArray(new JsonObject()) };
        if (node.Parent is null) return other;
        node.ReplaceWith(other);
        return root;
    }

    // one engine scans in one order
    private static async Task<string> StateAsync(Target target)
    {
        var all = new StringBuilder();
        foreach (byte[] scan in s_scans) all.Append((await target.PostAsync("Scan", scan)).Text);
        return all.ToString();
    }
}
