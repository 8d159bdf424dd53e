using System.Collections.Immutable;

namespace SingleTable.Linq;

/// <summary>Names the attributes that make the keys of an index; see <see cref="TableModelBuilder.HasIndex(string, Func{IndexKeyBuilder, IndexKeyBuilder}, IndexProjection)"/>.</summary>
public sealed class IndexKeyBuilder
{
    internal IndexKeyBuilder()
    {
    }

    internal ImmutableArray<string> PartitionAttributes { get; private set; } = [];

    internal ImmutableArray<string> SortAttributes { get; private set; } = [];

    /// <summary>Names the attributes of the partition key. A query fixes all of them with ==.</summary>
    /// <param name="attributes">One to four names of attributes, as items have them.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public IndexKeyBuilder Partition(params string[] attributes)
    {
        PartitionAttributes = Checked(attributes);
        return this;
    }

    /// <summary>Names the attributes of the sort key, in the order in which items are sorted. A query uses them from the left.</summary>
    /// <param name="attributes">Up to four names of attributes.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public IndexKeyBuilder Sort(params string[] attributes)
    {
        SortAttributes = Checked(attributes);
        return this;
    }

    private static ImmutableArray<string> Checked(string[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var attribute in attributes)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(attribute, nameof(attributes));
        }

        return [.. attributes];
    }
}
