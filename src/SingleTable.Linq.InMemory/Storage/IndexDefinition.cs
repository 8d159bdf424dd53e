using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>A secondary index; <paramref name="Projected"/> is null for ALL, otherwise every attribute that it holds, keys included.</summary>
internal sealed record IndexDefinition(
    string Name, KeyDesign Key, bool Global, string Projection, string[] NonKeyAttributes, IReadOnlySet<string>? Projected, Throughput? Throughput)
{
    public MapValue Project(MapValue item) => Projected is null ? item : item.Only(Projected);
}
