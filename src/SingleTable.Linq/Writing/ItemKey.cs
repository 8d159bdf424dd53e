using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>The primary key of one item.</summary>
internal readonly record struct ItemKey(string Partition, string Sort)
{
    /// <param name="entity">The entity.</param>
    /// <param name="values">Its values by the index of the property.</param>
    public static ItemKey Of(EntityModel entity, object?[] values) =>
        new(entity.Key.PartitionText(values), entity.Key.SortText(values));
}
