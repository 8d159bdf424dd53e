using System.Collections.Immutable;

namespace SingleTable.Linq.Model.Companions;

/// <summary>A number of a parent that says how many children there are; kept by the transactions that create and delete them.</summary>
internal sealed class CounterModel
{
    public required EntityModel Parent { get; init; }
    public required EntityModel Child { get; init; }

    /// <summary>The parent's property that holds the number.</summary>
    public required PropertyModel Property { get; init; }

    /// <summary>The largest number that is allowed, or null.</summary>
    public long? Max { get; init; }

    /// <summary>The parent's property that says the largest number, or null.</summary>
    public PropertyModel? MaxProperty { get; init; }

    /// <summary>The child's property behind each slot of the parent's partition key; null where it is the tenant.</summary>
    public required ImmutableArray<PropertyModel?> PartitionSources { get; init; }

    /// <summary>The same of the parent's sort key.</summary>
    public required ImmutableArray<PropertyModel?> SortSources { get; init; }

    public IEnumerable<PropertyModel> Sources => PartitionSources.Concat(SortSources).OfType<PropertyModel>();

    /// <summary>The key of a child's parent, or null when one of the properties is null or empty: the child has none then.</summary>
    /// <param name="values">The child's values by the index of their property.</param>
    /// <param name="tenant">The tenant of the scope.</param>
    public (string Partition, string Sort)? ParentKey(object?[] values, string? tenant) =>
        Slots(PartitionSources, values, tenant) is { } partition && Slots(SortSources, values, tenant) is { } sort
            ? (Parent.Key.Partition.Format(partition), Parent.Key.Sort!.Format(sort))
            : null;

    private static object?[]? Slots(ImmutableArray<PropertyModel?> sources, object?[] values, string? tenant)
    {
        var slots = new object?[sources.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = sources[i] is { } property ? values[property.Index] : tenant;
            if (slots[i] is null or "")
            {
                return null;
            }
        }

        return slots;
    }

    public override string ToString() => $"{Parent.Name}.{Property.Name}";
}
