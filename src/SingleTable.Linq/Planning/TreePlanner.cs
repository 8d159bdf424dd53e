using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Finds the tree that a query includes, and refuses what would cut it.</summary>
internal static class TreePlanner
{
    public static IncludeShape? Find(QueryShape shape, RangeAccess access, Predicate rootFilter)
    {
        if (shape.Includes.FirstOrDefault(i => i.Navigation is TreeModel) is not { Navigation: TreeModel tree } include)
        {
            return null;
        }

        var (entity, path) = (shape.Entity.Name, $"x.{tree.Path.Name}");
        var reason =
            include.Where is not ConstantPredicate { Value: true } || include.Take is not null
                ? "Where and Take inside it would leave out nodes whose children are read. Read the tree, and choose in memory"
            : !include.Children.IsEmpty
                ? $"ThenInclude behind it is not needed: Include({tree.Name}) reads all levels, and what else belongs to each {entity} is included beside it: "
                    + $"Include(x => x.{tree.Name}).Include(…)"
            : shape.Includes.Any(i => i.Navigation is not (TreeModel or ChildrenModel))
                ? "references and collections in other partitions cannot be included beside it. Read them after it"
            : rootFilter is not ConstantPredicate { Value: true } || access.Range is { Prefixes.IsEmpty: true }
                ? $"the query may fix the partition and what stands before the path, and say {path} == … or {path}.StartsWith(…); other conditions would "
                    + "leave out nodes between. Read the tree, and choose in memory"
            : null;
        return reason is null ? include : throw PlanningErrors.Include(shape, $"{tree.Name} is a tree, and {reason}.");
    }
}
