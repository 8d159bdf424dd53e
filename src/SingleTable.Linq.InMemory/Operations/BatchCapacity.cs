using System.Text.Json;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>ConsumedCapacity of requests that touch several tables: a list with one entry each.</summary>
internal static class BatchCapacity
{
    public static void Write(Utf8JsonWriter answer, IEnumerable<Capacity> capacities, string mode, bool transactional = false, bool writes = false)
    {
        if (mode == "NONE") return;
        answer.WriteStartArray("ConsumedCapacity");
        foreach (var capacity in capacities) capacity.Write(answer, mode, transactional, writes);
        answer.WriteEndArray();
    }
}
