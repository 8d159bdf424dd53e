using System.Collections.Immutable;

namespace SingleTable.Linq.Model;

/// <summary>A collection of children that fill a partition of their own, of the table or of an index, whose key the parent's properties give.</summary>
internal sealed class PartitionChildrenModel : NavigationModel
{
    public required KeyModel Key { get; init; }

    /// <summary>The parent's property behind each slot of the partition key; null where it is the tenant, which the scope gives.</summary>
    public required ImmutableArray<PropertyModel?> Sources { get; init; }

    /// <summary>The partition of a parent's children, or null when one of the properties is null or empty: then there are none.</summary>
    public string? PartitionOf(object parent, string? tenant) =>
        ReferenceModel.Values(parent, Sources, tenant) is { } values ? Key.Partition.Format(values) : null;

    /// <summary>The partition key as far as it is known before anything is read.</summary>
    public string KnownPartition(string? tenant) => ReferenceModel.Known(Key.Partition, Sources, tenant);
}
