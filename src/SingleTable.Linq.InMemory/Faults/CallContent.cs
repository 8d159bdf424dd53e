using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

/// <summary>Looks into a request's JSON for the conditions of the rules.</summary>
internal static class CallContent
{
    public static JsonObject? Parse(byte[] body)
    {
        try
        {
            using var valid = RequestJson.Parse(body);
            return JsonNode.Parse(body, documentOptions: RequestJson.Options) as JsonObject;
        }
        catch (ServiceException)
        {
            return null;
        }
    }

    public static bool NamesTable(Call call, string table) => Parse(call.Body) is { } json
        && ((json["RequestItems"] as JsonObject)?.ContainsKey(table) == true || Any(json, (name, text) => name == "TableName" && text == table));

    public static bool HasValue(Call call, string value) =>
        Parse(call.Body) is { } json && Any(json, (name, text) => name is "S" or "N" && text == value);

    private static bool Any(JsonNode? node, Func<string, string, bool> matches) => node switch
    {
        JsonObject o => o.Any(p => p.Value is JsonValue v && v.TryGetValue(out string? text) ? matches(p.Key, text) : Any(p.Value, matches)),
        JsonArray a => a.Any(e => Any(e, matches)),
        _ => false,
    };
}
