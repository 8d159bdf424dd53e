using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Plans a root and its children as one Query of their partition.</summary>
internal static class IncludePlanner
{
    /// <summary>Whether children are to be read by the query itself.</summary>
    public static bool HasChildren(QueryShape shape) => shape.Includes.Any(i => i.Navigation is ChildrenModel or TreeModel);

    /// <summary>Whether the query does not read the partitions that the children are in, and the caller accepts a Query for each result.</summary>
    public static bool AreElsewhere(QueryShape shape, AccessPlan access) => !IsBeside(shape, access) && shape.Directives.AcrossPartitions && !shape.Includes.Any(i => i.Navigation is TreeModel);

    private static bool IsBeside(QueryShape shape, AccessPlan access) => access is RangeAccess range && IndexFamilies.Hold(shape, range.Key);

    /// <summary>What is read after the results, at any depth, and what leads to it.</summary>
    public static ImmutableArray<IncludeBranch> Later(QueryShape shape) => Later(shape.Includes, shape);

    private static ImmutableArray<IncludeBranch> Later(ImmutableArray<IncludeShape> includes, QueryShape shape)
    {
        var branches = ImmutableArray.CreateBuilder<IncludeBranch>();
        foreach (var include in includes)
        {
            var behind = Later(include.Children, shape);
            var plan = PlanOf(include, shape);
            if (plan is not null || !behind.IsEmpty)
            {
                branches.Add(new IncludeBranch(include, plan, behind));
            }
        }

        return branches.ToImmutable();
    }

    private static QueryPlan? PlanOf(IncludeShape include, QueryShape shape)
    {
        var navigation = include.Navigation;
        if (navigation is ChildrenModel)
        {
            return null;
        }

        if (navigation is TreeModel)
        {
            return shape.Includes.Contains(include) ? null : throw PlanningErrors.Include(
                shape, $"{navigation.Parent.Name}.{navigation.Name} is a tree, which is read from its own root. Start the query from {navigation.Parent.Name}.");
        }

        var isOfItsOwn = navigation is not ReferenceModel { IsInPartition: true } || include.Children.Any(c => c.Navigation is ChildrenModel);
        if (isOfItsOwn && !shape.Directives.AcrossPartitions)
        {
            throw PlanningErrors.AcrossPartitions(shape, include);
        }

        return navigation is PartitionChildrenModel distant
            ? DistantPlanner.ByPartition(distant, include, shape)
            : DistantPlanner.ByKey((ReferenceModel)navigation, include, shape);
    }

    public static (IncludePlan Plan, IncludeFilter Filter) Plan(QueryShape shape, AccessPlan access, Predicate rootFilter)
    {
        if (!IsBeside(shape, access))
        {
            throw PlanningErrors.Elsewhere(shape, (access as RangeAccess)?.Key);
        }

        var range = (RangeAccess)access;
        var entities = ImmutableArray.CreateBuilder<IncludedEntity>();
        entities.Add(new IncludedEntity(shape.Entity, range, -1, null));
        Add(entities, 0, shape.Includes, shape, range);
        var included = entities.ToImmutable();
        var collection = shape.Entity.Table.ItemCollections
            .First(c => c.IndexName == range.Key.IndexName && c.Shape == range.Key.Partition.Shape && c.Entities.Contains(shape.Entity.Hierarchy));
        var isSingleRoot = range.IsWholeSortKey;
        var filter = new IncludeFilter(rootFilter, collection, shape.Directives.IncludesDeleted);
        var isWholeCollection = isSingleRoot && range.Key.SortSlots.IsEmpty && !filter.Strangers(included).Any() && !included.Any(i => i.IsNarrowed(range));
        var tree = TreePlanner.Find(shape, range, rootFilter);
        var areApart = tree is null && !range.Key.SortSlots.IsEmpty && IsUnique(range.Key, shape.Entity) && AreFamiliesApart(range.Key.Sort!);
        return (new IncludePlan(included, Covers: isSingleRoot, isWholeCollection, areApart) { Tree = tree }, filter);
    }

    private static void Add(
        ImmutableArray<IncludedEntity>.Builder entities, int parent, ImmutableArray<IncludeShape> includes, QueryShape shape, RangeAccess root)
    {
        foreach (var include in includes.Where(i => i.Navigation is ChildrenModel))
        {
            var child = include.Navigation.Child;
            if (entities.Any(e => e.Entity.Concrete.Any(child.Concrete.Contains)))
            {
                throw PlanningErrors.Include(shape, $"{child.Name} would be read twice, as {include.Navigation.Name} and above. One Query reads each entity once: "
                    + "include it at one place.");
            }

            var key = IndexFamilies.KeyOf(child, root.Key);
            entities.Add(new IncludedEntity(child, root.IsWholeSortKey ? KeyMatch.OfChild(child, key, root, include.Where) : root with { Entity = child, Key = key }, parent, include));
            Add(entities, entities.Count - 1, include.Children, shape, root);
        }
    }

    // The children's separator follows their parent's key. Plain and Raw texts may hold bytes below it: then "a b" stands between "a" and "a#".
    public static bool AreFamiliesApart(KeyTemplate root) =>
        root.Parts[^1].Slot?.Codec is not { } last || last.PreservesOrder == last.PreservesOrderBeforeSeparator;

    // Items of an index may have the same key; then what follows one of them may be another one's.
    private static bool IsUnique(KeyModel key, EntityModel entity) => key.IsTable || entity.Key.Slots.All(s => s.IsTenant || key.Slots.Contains(s));
}
