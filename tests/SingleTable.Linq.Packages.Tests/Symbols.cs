using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text.Json;

namespace SingleTable.Linq.Packages.Tests;

/// <summary>What a portable PDB says of the sources.</summary>
internal static class Symbols
{
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>The paths of all source files, and whether each is in the symbols themselves.</summary>
    public static IReadOnlyDictionary<string, bool> Sources(byte[] pdb)
    {
        using var provider = Open(pdb);
        var reader = provider.GetMetadataReader();
        return reader.Documents.ToDictionary(d => reader.GetString(reader.GetDocument(d).Name), d => Information(reader, d, s_embeddedSource) is not null);
    }

    /// <summary>From a path to the address of the sources, both with a '*' at the end; null without SourceLink.</summary>
    public static IReadOnlyDictionary<string, string>? SourceLink(byte[] pdb)
    {
        using var provider = Open(pdb);
        return Information(provider.GetMetadataReader(), EntityHandle.ModuleDefinition, s_sourceLink) is { } json
            ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(json)!["documents"]
            : null;
    }

    private static MetadataReaderProvider Open(byte[] pdb) => MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));

    private static byte[]? Information(MetadataReader reader, EntityHandle of, Guid kind) => reader.GetCustomDebugInformation(of)
        .Select(reader.GetCustomDebugInformation)
        .Where(i => reader.GetGuid(i.Kind) == kind)
        .Select(i => reader.GetBlobBytes(i.Value))
        .FirstOrDefault();
}
