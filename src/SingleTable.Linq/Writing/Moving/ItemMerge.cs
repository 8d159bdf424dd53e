using System.Text.Json.Nodes;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>
/// Makes of a stored item what it is after a change: what was written by the model before and is not written any more goes, what the model does not know
/// stays, inside of maps too.
/// </summary>
internal static class ItemMerge
{
    /// <param name="stored">The attributes as they are stored.</param>
    /// <param name="before">Those that the model would write for the values before.</param>
    /// <param name="after">Those that it writes for the values after.</param>
    public static JsonObject Members(JsonObject stored, JsonObject? before, JsonObject after)
    {
        var result = new JsonObject();
        foreach (var (name, value) in stored)
        {
            if (after.TryGetPropertyValue(name, out var current))
            {
                result.Add(name, Value(value!, before?[name], current!));
            }
            else if (before?.ContainsKey(name) != true)
            {
                result.Add(name, value!.DeepClone());
            }
        }

        foreach (var (name, current) in after)
        {
            if (!stored.ContainsKey(name))
            {
                result.Add(name, current!.DeepClone());
            }
        }

        return result;
    }

    private static JsonNode Value(JsonNode stored, JsonNode? before, JsonNode after)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return stored.DeepClone();
        }

        if (stored["M"] is JsonObject map && after["M"] is JsonObject current)
        {
            return new JsonObject { ["M"] = Members(map, before?["M"] as JsonObject, current) };
        }

        // Elements are the same ones only while none came or went.
        return stored["L"] is JsonArray list && before?["L"] is JsonArray old && after["L"] is JsonArray now
            && list.Count == old.Count && old.Count == now.Count
            ? new JsonObject { ["L"] = new JsonArray([.. list.Select((e, i) => Value(e!, old[i], now[i]!))]) }
            : after.DeepClone();
    }
}
