using System.Collections.Immutable;

namespace SingleTable.Linq;

/// <summary>What a secondary index holds of the items beside the keys.</summary>
/// <remarks>
/// A query chooses an index only when the index holds all that the query needs, or when it says <see cref="EntityQueryableExtensions.Hydrate"/>.
/// </remarks>
public sealed class IndexProjection
{
    private IndexProjection(ImmutableArray<string>? properties) => Properties = properties;

    /// <summary>All attributes; what an index holds unless it is said otherwise.</summary>
    public static IndexProjection All { get; } = new(null);

    /// <summary>The keys of the index and of the table, and nothing else: for counting, and for queries that <c>Hydrate()</c>.</summary>
    public static IndexProjection KeysOnly { get; } = new([]);

    /// <summary>Null for all, empty for the keys only.</summary>
    internal ImmutableArray<string>? Properties { get; }

    /// <summary>The keys, some properties, and what every read needs (the type attribute, and the time to live where an entity has one).</summary>
    /// <param name="properties">Names of properties; each of an entity that is on the index.</param>
    public static IndexProjection Of(params ReadOnlySpan<string> properties)
    {
        if (properties.IsEmpty)
        {
            throw new ArgumentException("Name a property, or use KeysOnly.", nameof(properties));
        }

        foreach (var property in properties)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(property, nameof(properties));
        }

        return new IndexProjection([.. properties]);
    }

    /// <summary>For people: <c>all</c>, <c>keys only</c>, or the names.</summary>
    public override string ToString() =>
        Properties is not { } names ? "all" : names.IsEmpty ? "keys only" : string.Join(", ", names);
}
