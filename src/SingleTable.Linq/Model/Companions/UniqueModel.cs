using System.Collections.Immutable;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model.Companions;

/// <summary>
/// A promise that no two items have the same values, in the tenant or among the children of one parent. It is kept by a guard: an item whose key is made
/// of the values, written by the same transaction as the item that has them.
/// </summary>
internal sealed class UniqueModel
{
    /// <summary>The name, for errors and in the guard's key: <c>User.Email</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The properties that are compared: those of the scope first, the value last. Without the tenant.</summary>
    public required ImmutableArray<PropertyModel> Properties { get; init; }

    public required KeyTemplate Partition { get; init; }
    public required KeyTemplate Sort { get; init; }

    /// <summary>Whether the tenant is the first slot of the guard's partition key.</summary>
    public required bool IsTenantOwned { get; init; }

    /// <summary>What the value is compared as, or null for as it is.</summary>
    public Func<string, string>? Normalize { get; init; }

    public PropertyModel Value => Properties[^1];

    /// <summary>The key of the guard for an item's values, or null when one of them is null or empty: nothing is promised for it then.</summary>
    /// <param name="values">The item's values by the index of their property.</param>
    /// <param name="tenant">The tenant of the scope.</param>
    public (string Partition, string Sort)? GuardKey(object?[] values, string? tenant)
    {
        var slots = new object?[Partition.Slots.Length];
        var at = 0;
        if (IsTenantOwned)
        {
            slots[at++] = tenant;
        }

        foreach (var property in Properties)
        {
            var value = values[property.Index];
            value = property == Value && Normalize is not null && value is string text ? Normalize(text) : value;
            if (value is null or "")
            {
                return null;
            }

            slots[at++] = value;
        }

        return (Partition.Format(slots), Sort.Format(slots[^1]));
    }

    public override string ToString() => Name;
}
