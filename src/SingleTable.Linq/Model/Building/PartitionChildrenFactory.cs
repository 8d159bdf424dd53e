using System.Collections.Immutable;
using System.Reflection;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds the partition, of the table or of an index, that holds the children of one parent and is named by the parent's properties.</summary>
internal static class PartitionChildrenFactory
{
    public static PartitionChildrenModel? TryCreate(PropertyInfo member, EntityModel parent, EntityModel child)
    {
        // Without the parent's own last part the children would be those of all its siblings.
        var own = parent.Key.Slots.LastOrDefault(s => !s.IsTenant);
        foreach (var key in child.Keys.Where(k => !k.IsNative))
        {
            var sources = Sources(key, parent);
            if (own is not null && sources is { } found && found.Contains(own))
            {
                return new PartitionChildrenModel { Member = member, Parent = parent, Child = child, Key = key, Sources = found };
            }
        }

        return null;
    }

    private static ImmutableArray<PropertyModel?>? Sources(KeyModel key, EntityModel parent)
    {
        var sources = ImmutableArray.CreateBuilder<PropertyModel?>();
        var isShared = key.Partition.Shape == parent.Key.Partition.Shape;
        for (var i = 0; i < key.PartitionSlots.Length; i++)
        {
            var slot = key.PartitionSlots[i];
            if (slot.IsTenant)
            {
                sources.Add(null);
                continue;
            }

            var source = parent.Properties.FirstOrDefault(p => slot.Name == parent.Name + p.Name)
                ?? (isShared ? parent.Key.PartitionSlots[i] : null)
                ?? parent.Properties.FirstOrDefault(p => slot.Name == p.Name && p.Name != "Id");
            if (source is null || Plain(source.ClrType) != Plain(slot.ClrType))
            {
                return null;
            }

            sources.Add(source);
        }

        return sources.ToImmutable();
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
