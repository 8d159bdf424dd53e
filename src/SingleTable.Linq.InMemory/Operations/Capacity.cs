using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>What one request consumed of one table, and the writing of it.</summary>
internal sealed class Capacity(TableDefinition table)
{
    private readonly SortedDictionary<string, double> _indexes = new(StringComparer.Ordinal);
    private double _table;

    public static string Mode(RequestObject request) =>
        request.Choice("ReturnConsumedCapacity", "NONE", "returnConsumedCapacity", "INDEXES", "TOTAL", "NONE");

    public static double ReadUnits(long bytes, bool consistent) => Math.Max(1, Math.Ceiling(bytes / 4096.0)) * (consistent ? 1 : 0.5);

    public static double WriteUnits(int before, int after) => Math.Max(1, Math.Ceiling(Math.Max(before, after) / 1024.0));

    public void Add(double units, string? index = null)
    {
        if (index is null) _table += units;
        else _indexes[index] = _indexes.GetValueOrDefault(index) + units;
    }

    /// <summary>A write of an item and of its index rows.</summary>
    public void Add(double units, IEnumerable<(string Index, int Writes)> indexes)
    {
        Add(units);
        foreach (var (index, writes) in indexes) Add(units * writes, index);
    }

    public void Write(Utf8JsonWriter json, string mode, bool transactional = false, bool writes = false)
    {
        double total = _table + _indexes.Values.Sum();
        json.WriteStartObject();
        json.WriteString("TableName", table.Name);
        json.WriteNumber("CapacityUnits", total);
        if (transactional) json.WriteNumber(writes ? "WriteCapacityUnits" : "ReadCapacityUnits", total);
        if (mode == "INDEXES")
        {
            WriteUnits(json, "Table", _table);
            WriteIndexes(json, "GlobalSecondaryIndexes", global: true);
            WriteIndexes(json, "LocalSecondaryIndexes", global: false);
        }
        json.WriteEndObject();
    }

    private void WriteIndexes(Utf8JsonWriter json, string member, bool global)
    {
        var names = table.Indexes.Where(i => i.Global == global && _indexes.ContainsKey(i.Name)).ToList();
        if (names.Count == 0) return;
        json.WriteStartObject(member);
        foreach (var index in names) WriteUnits(json, index.Name, _indexes[index.Name]);
        json.WriteEndObject();
    }

    private static void WriteUnits(Utf8JsonWriter json, string name, double units)
    {
        json.WriteStartObject(name);
        json.WriteNumber("CapacityUnits", units);
        json.WriteEndObject();
    }
}
