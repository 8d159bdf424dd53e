using System.Collections.Immutable;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model;

/// <summary>One other entity, whose key the properties of the entity that refers to it give.</summary>
internal sealed class ReferenceModel : NavigationModel
{
    /// <summary>The property behind each slot of the target's partition key; null where it is the tenant, which the scope gives.</summary>
    public required ImmutableArray<PropertyModel?> PartitionSources { get; init; }

    /// <summary>The same of its sort key.</summary>
    public required ImmutableArray<PropertyModel?> SortSources { get; init; }

    /// <summary>Whether the target is in the partition of the entity that refers to it.</summary>
    public required bool IsInPartition { get; init; }

    /// <summary>The key of the target, or null when one of the properties is null or empty: then there is none.</summary>
    public (string Partition, string Sort)? KeyOf(object source, string? tenant) =>
        Values(source, PartitionSources, tenant) is { } partition && Values(source, SortSources, tenant) is { } sort
            ? (Child.Key.Partition.Format(partition), Child.Key.Sort!.Format(sort))
            : null;

    /// <summary>The key as far as it is known before anything is read.</summary>
    public (string Partition, string Sort) KnownKey(string? tenant) =>
        (Known(Child.Key.Partition, PartitionSources, tenant), Known(Child.Key.Sort!, SortSources, tenant));

    /// <summary>What the sort key of a child of the target begins with, up to its first value that is not the target's.</summary>
    public string LeadingOf(KeyTemplate child, object source, string? tenant) => child.FormatLeading(Values(source, SortSources, tenant)!);

    /// <summary>The same as far as it is known before anything is read.</summary>
    public string KnownLeading(KeyTemplate child, string? tenant)
    {
        ImmutableArray<KeyPart> leading = [.. child.Parts.TakeWhile(p => p.Slot is not { } slot || slot.Index < SortSources.Length)];
        return Known(leading, child, SortSources, tenant);
    }

    internal static object?[]? Values(object source, ImmutableArray<PropertyModel?> properties, string? tenant)
    {
        var values = new object?[properties.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = properties[i] is { } property ? property.Get(source) : tenant;
            if (values[i] is null or "")
            {
                return null;
            }
        }

        return values;
    }

    internal static string Known(KeyTemplate template, ImmutableArray<PropertyModel?> sources, string? tenant) =>
        Known(template.Parts, template, sources, tenant);

    private static string Known(
        ImmutableArray<KeyPart> parts, KeyTemplate template, ImmutableArray<PropertyModel?> sources, string? tenant) => string.Concat(
        parts.Select(p => p.Literal ?? (sources[p.Slot!.Index] is null && tenant is not null ? template.EncodeSlot(p.Slot.Index, tenant) : "…")));
}
