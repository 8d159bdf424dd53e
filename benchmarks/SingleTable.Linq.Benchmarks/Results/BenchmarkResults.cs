using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SingleTable.Linq.Benchmarks.Results;

/// <summary>What one call of a variant costs.</summary>
internal sealed record VariantCost(string Name, double Microseconds, double Bytes);

/// <summary>What a scenario costs: the first variant is the library's, the others are its peers.</summary>
internal sealed record ScenarioCosts(Area Area, string Name, string Title, IReadOnlyList<VariantCost> Variants)
{
    [JsonIgnore]
    public VariantCost Library => Variants[0];

    /// <summary>The costs of a peer, or null where it takes no part.</summary>
    public VariantCost? Peer(string name) => Variants.Skip(1).FirstOrDefault(v => v.Name == name);
}

/// <summary>By what and on what was measured.</summary>
internal sealed record Measurement(string Clock, int Rounds, string Runtime, string Sdk, string System, int Cores);

/// <summary>The results of all commands, from which page and chart are made.</summary>
/// <param name="Measurement">By what and on what.</param>
/// <param name="Scenarios">With the service's checksum in each response.</param>
/// <param name="WithoutChecksum">Reads without it.</param>
/// <param name="Outputs">The lines of further commands, by their names.</param>
internal sealed record BenchmarkResults(
    Measurement Measurement,
    IReadOnlyList<ScenarioCosts> Scenarios,
    IReadOnlyList<ScenarioCosts> WithoutChecksum,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Outputs)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static BenchmarkResults Load(string file) => JsonSerializer.Deserialize<BenchmarkResults>(File.ReadAllText(file), s_json)
        ?? throw new InvalidDataException($"{file} holds no results.");

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, s_json) + "\n");
}
