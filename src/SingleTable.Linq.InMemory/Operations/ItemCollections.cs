using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>ItemCollectionMetrics: only tables with a local index have them.</summary>
internal static class ItemCollections
{
    public static bool Wanted(RequestObject request) =>
        request.Choice("ReturnItemCollectionMetrics", "NONE", "returnItemCollectionMetrics", "SIZE", "NONE") == "SIZE";

    public static bool Has(TableDefinition table) => table.Indexes.Any(i => !i.Global);

    public static void WriteSingle(Utf8JsonWriter answer, TableDefinition table, ItemKey key)
    {
        if (!Has(table)) return;
        answer.WritePropertyName("ItemCollectionMetrics");
        Write(answer, table, key);
    }

    /// <summary>By table, for batches and transactions.</summary>
    public static void WriteAll(Utf8JsonWriter answer, IEnumerable<(TableDefinition Table, ItemKey Key)> written)
    {
        var tables = written.Where(w => Has(w.Table)).GroupBy(w => w.Table.Name, StringComparer.Ordinal).ToList();
        if (tables.Count == 0) return;
        answer.WriteStartObject("ItemCollectionMetrics");
        foreach (var group in tables)
        {
            answer.WriteStartArray(group.Key);
            foreach (var (table, key) in group) Write(answer, table, key);
            answer.WriteEndArray();
        }
        answer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter answer, TableDefinition table, ItemKey key)
    {
        answer.WriteStartObject();
        answer.WritePropertyName("ItemCollectionKey");
        MapValue.Of(table.Key.Hash.Select((k, i) => KeyValuePair.Create(k.Name, key.Hash[i]))).WriteItem(answer);
        answer.WriteStartArray("SizeEstimateRangeGB");
        answer.WriteNumberValue(0);
        answer.WriteNumberValue(1);
        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
