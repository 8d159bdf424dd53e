using System.Text;
using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>An engine, spoken to in the protocol itself.</summary>
internal sealed class Target(HttpMessageInvoker http, string address)
{
    private const int MostPages = 100;

    public static Target Embedded() => new(new(new InMemoryDynamoDb(new() { RecordRequests = false }).CreateHandler()), "http://in-memory.local/");

    public static Target At(string address) => new(new(new SocketsHttpHandler()), address);

    public Task<Reply> SendAsync(string operation, JsonObject body) => SendBytesAsync(operation, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public async Task<Reply> SendBytesAsync(string operation, byte[] body)
    {
        var (status, text) = await PostAsync(operation, body);
        return Reply.Of(status, text);
    }

    /// <summary>The answer as it came.</summary>
    public async Task<(int Status, string Text)> PostAsync(string operation, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810." + operation);
        request.Headers.Add("X-Amz-Date", "20250101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization",
            "AWS4-HMAC-SHA256 Credential=fuzz/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=00");
        using var response = await http.SendAsync(request, CancellationToken.None);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The answer; of a step that follows its pages, of all of them together.</summary>
    public async Task<Reply> SendAsync(Step step)
    {
        var first = await SendAsync(step.Operation, step.Body);
        if (!step.Follows || !first.Accepted) return first;
        var all = first;
        for (int pages = 1; all.Body["LastEvaluatedKey"] is { } key; pages++)
        {
            if (pages > MostPages) return new(200, null, "endless", new() { ["Endless"] = true });
            var body = (JsonObject)step.Body.DeepClone();
            body["ExclusiveStartKey"] = key.DeepClone();
            var next = await SendAsync(step.Operation, body);
            if (!next.Accepted) return next;
            Merge(all.Body, next.Body);
        }

        return all;
    }

    private static void Merge(JsonObject all, JsonObject next)
    {
        foreach (string counter in (string[])["Count", "ScannedCount"]) all[counter] = all[counter]!.GetValue<int>() + next[counter]!.GetValue<int>();
        foreach (var item in next["Items"] as JsonArray ?? []) ((JsonArray)all["Items"]!).Add(item!.DeepClone());
        all["LastEvaluatedKey"] = next["LastEvaluatedKey"]?.DeepClone();
        if (all["LastEvaluatedKey"] is null) all.Remove("LastEvaluatedKey");
    }

    /// <summary>The tables of the fuzz, new and empty.</summary>
    public async Task StartAsync()
    {
        foreach (var shape in Shape.All)
        {
            await SendAsync("DeleteTable", new() { ["TableName"] = shape.Table });
            var created = await SendAsync("CreateTable", (JsonObject)JsonNode.Parse(shape.Create)!);
            if (!created.Accepted) throw new InvalidOperationException($"The engine does not create {shape.Table}: {created.Error} {created.Message}");
        }
    }

    public async Task<Dictionary<string, JsonObject>> ContentAsync(Shape shape)
    {
        var all = await SendAsync(new Step("Scan", new() { ["TableName"] = shape.Table, ["ConsistentRead"] = true }) { Follows = true });
        return ((JsonArray)all.Body["Items"]!).Select(i => Canon.Object((JsonObject)i!)).ToDictionary(i => shape.KeyOf(i).ToJsonString(), StringComparer.Ordinal);
    }
}
