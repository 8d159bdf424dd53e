using System.Collections.Frozen;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>The 573 words that may not stand for an attribute without a placeholder.</summary>
internal static class ReservedWords
{
    public static FrozenSet<string> All { get; } = Load();

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(ReservedWords).Assembly.GetManifestResourceStream("ReservedWords")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
