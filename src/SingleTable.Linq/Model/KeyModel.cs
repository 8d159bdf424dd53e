using System.Collections.Immutable;
using System.Text;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model;

/// <summary>
/// A key of one entity on the table or on one of its indexes: where it is stored, the templates it is made by, and the property behind each slot.
/// </summary>
internal sealed class KeyModel
{
    /// <summary>The name of the index, or null for the table's own key.</summary>
    public required string? IndexName { get; init; }
    public required string PartitionAttribute { get; init; }
    public required string? SortAttribute { get; init; }
    public required KeyTemplate Partition { get; init; }

    /// <summary>Null where the index has no sort key, or a numeric one.</summary>
    public required KeyTemplate? Sort { get; init; }
    public required ImmutableArray<PropertyModel> PartitionSlots { get; init; }
    public required ImmutableArray<PropertyModel> SortSlots { get; init; }

    /// <summary>The property whose number is the sort key as it is; then there is no template.</summary>
    public PropertyModel? NumericSort { get; init; }

    /// <summary>The keys of the other entities that share this key's partitions.</summary>
    public ImmutableArray<KeyModel> Neighbours { get; internal set; } = [];

    /// <summary>The index, or null for the table's own key.</summary>
    public IndexModel? Index { get; init; }

    /// <summary>Whether its partitions are the table's own.</summary>
    public bool IsLocal => Index is { IsLocal: true };

    /// <summary>Whether the partition key is an attribute of the index's own, not one of the table's primary key.</summary>
    public bool HasOwnPartition => Index is { IsLocal: false, IsInverted: false };

    /// <summary>Whether the sort key is an attribute of the index's own, not one of the table's primary key.</summary>
    public bool HasOwnSort => Index is { IsInverted: false } && SortAttribute is not null;

    public bool IsTable => IndexName is null;
    public string Name => IndexName ?? "table";

    /// <summary>For messages, after "the": <c>table</c>, <c>index GSI1</c>.</summary>
    public string Where => IndexName is null ? "table" : $"index {IndexName}";

    public IEnumerable<PropertyModel> Slots =>
        PartitionSlots.Concat(SortSlots).Concat(NumericSort is null ? [] : [NumericSort]).Distinct();

    /// <summary>Whether a read of this key's range may meet items of other entities.</summary>
    /// <param name="fixedSortSlots">How many slots of the sort key have one value in that read.</param>
    public bool MayMeetNeighbours(int fixedSortSlots) =>
        Neighbours.Any(n => Sort is null || n.Sort is null || Sort.MayContain(n.Sort, fixedSortSlots));

    public string PartitionText(Func<PropertyModel, object?> value) => Partition.Format(Values(PartitionSlots, value));

    public string SortText(Func<PropertyModel, object?> value) => Sort!.Format(Values(SortSlots, value));

    /// <summary>Whether these values make that sort key; false also where they make none.</summary>
    public bool HasSortText(string text, Func<PropertyModel, object?> value) =>
        Sort!.Matches(Encoding.UTF8.GetBytes(text), Values(SortSlots, value));

    private static object?[] Values(ImmutableArray<PropertyModel> slots, Func<PropertyModel, object?> value)
    {
        var values = new object?[slots.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(slots[i]);
        }

        return values;
    }
}
