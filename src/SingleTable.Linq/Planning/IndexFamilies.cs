using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Building;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>
/// Finds the keys by which an index holds families as the table does: children beside their parent in one partition, with sort keys that begin with
/// their parent's. Without being told so we trust only what the keys of the table say: a copied property of a child may differ from its parent's,
/// and then the child is elsewhere.
/// </summary>
internal static class IndexFamilies
{
    /// <summary>Whether all children that the query includes are read with their parents from this key's partitions.</summary>
    public static bool Hold(QueryShape shape, KeyModel key) =>
        key.IsTable || (IsSuitable(key) && Hold(shape.Includes, key, AcceptsCopies(shape)));

    /// <summary>Whether they would be, if the caller said that the copies in their keys are their parents' values.</summary>
    public static bool HoldByCopies(QueryShape shape, KeyModel key) => !key.IsTable && IsSuitable(key) && Hold(shape.Includes, key, acceptsCopies: true);

    /// <summary>The key that a child has where its parent has this one.</summary>
    public static KeyModel KeyOf(EntityModel child, KeyModel parent) => child.Keys.First(k => k.IndexName == parent.IndexName);

    // To name an index says that the families are there; to accept further requests says that they may be read where they are for certain.
    private static bool AcceptsCopies(QueryShape shape) => shape.Directives is { Index: not null, AcrossPartitions: false };

    private static bool IsSuitable(KeyModel key) => key is { IsNative: false, Sort.LiteralPrefix.Length: > 0, Index: { Attributes: null, IsInverted: false } };

    private static bool Hold(IEnumerable<IncludeShape> includes, KeyModel key, bool acceptsCopies) => includes.All(i => i.Navigation switch
    {
        ChildrenModel children => Find(children, key, acceptsCopies) is { } found && Hold(i.Children, found, acceptsCopies),
        TreeModel => false,
        _ => true,
    });

    private static KeyModel? Find(ChildrenModel navigation, KeyModel parent, bool acceptsCopies)
    {
        var child = navigation.Child.Keys.FirstOrDefault(k => k.IndexName == parent.IndexName);
        return child?.Sort is { LiteralPrefix.Length: > 0 } && AreNested(parent, child) && (acceptsCopies || AreSure(navigation, parent, child)) ? child : null;
    }

    private static bool AreNested(KeyModel parent, KeyModel child) =>
        parent.Partition.Shape == child.Partition.Shape && SlotForms.Differing(parent.Partition, child.Partition) is null
        && (parent.SortSlots.IsEmpty || (parent.Sort!.IsPrefixOf(child.Sort!) && SlotForms.Differing(parent.Sort, child.Sort!) is null));

    // What is in the parent's own key all its children have too, by their own; and no child is left out of the index because a property is null.
    private static bool AreSure(ChildrenModel navigation, KeyModel parent, KeyModel child) =>
        parent.PartitionSlots.Zip(child.PartitionSlots).Concat(parent.SortSlots.Zip(child.SortSlots)).All(p => IsInherited(navigation, p.First, p.Second))
        && child.Filter is null && child.Slots.All(s => s.IsKey || s.IsTenant || !s.IsNullable);

    private static bool IsInherited(ChildrenModel navigation, PropertyModel parent, PropertyModel child)
    {
        var (up, down) = (navigation.Parent.Key, navigation.Child.Key);
        var pairs = up.PartitionSlots.Zip(down.PartitionSlots);
        return (parent.IsTenant && child.IsTenant)
            || (navigation.ParentSegments is null ? pairs : pairs.Concat(up.SortSlots.Zip(down.SortSlots))).Contains((parent, child));
    }
}
