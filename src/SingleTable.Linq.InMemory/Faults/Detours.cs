using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

/// <summary>Start keys that scripted empty pages gave out, and where reading really continues.</summary>
internal sealed class Detours
{
    private readonly ConcurrentDictionary<string, JsonNode?> _starts = new(StringComparer.Ordinal);

    public void Add(JsonObject given, JsonNode? real) => _starts[Text(given)] = real?.DeepClone();

    public Call Resolve(Call call)
    {
        if (_starts.IsEmpty || call.Operation is not ("Query" or "Scan")) return call;
        if (CallContent.Parse(call.Body) is not { } request || request["ExclusiveStartKey"] is not JsonObject start) return call;
        if (!_starts.TryRemove(Text(start), out var real)) return call;
        request["ExclusiveStartKey"] = real?.DeepClone();
        return call with { Body = JsonBytes.Of(request) };
    }

    private static string Text(JsonObject key) =>
        string.Join(',', key.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + ":" + p.Value!.ToJsonString()));
}
