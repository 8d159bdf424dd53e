using System.Text.Json;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Budgets;

/// <summary>What an answer says of its cost.</summary>
internal static class ConsumedCapacity
{
    /// <returns>The capacity units of all tables; null where the answer does not say.</returns>
    public static double? Of(ReadOnlySpan<byte> body)
    {
        if (!ResponseBody.TryGetMember(body, "ConsumedCapacity"u8, out var raw))
        {
            return null;
        }

        using var json = JsonDocument.Parse(raw.ToArray());
        return Units(json);
    }

    /// <summary>The capacity units of what was found in an answer.</summary>
    public static double Units(string raw)
    {
        using var json = JsonDocument.Parse(raw);
        return Units(json);
    }

    /// <summary>The same, one for each table.</summary>
    public static string[] Parts(string raw)
    {
        using var json = JsonDocument.Parse(raw);
        return [.. Tables(json).Select(t => t.GetRawText())];
    }

    private static double Units(JsonDocument json) => Tables(json).Sum(t => t.TryGetProperty("CapacityUnits"u8, out var units) ? units.GetDouble() : 0);

    // One for each table of a batch or transaction.
    private static IEnumerable<JsonElement> Tables(JsonDocument json) =>
        json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray() : [json.RootElement];
}
