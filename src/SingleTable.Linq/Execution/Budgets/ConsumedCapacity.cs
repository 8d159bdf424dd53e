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

        // One for each table of a batch or transaction.
        using var json = JsonDocument.Parse(raw.ToArray());
        IEnumerable<JsonElement> tables = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray() : [json.RootElement];
        return tables.Sum(t => t.TryGetProperty("CapacityUnits"u8, out var units) ? units.GetDouble() : 0);
    }
}
