using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Puts the nodes of a tree together.</summary>
internal static class TreeReader
{
    /// <returns>The results: all nodes, or where one path was asked for its node, if it is there.</returns>
    /// <param name="query">The query.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="read">The nodes in the order in which they were read.</param>
    public static IReadOnlyList<object> Roots(BoundQuery query, IncludePlan plan, List<object> read)
    {
        var (tree, access) = (plan.TreeModel!, (RangeAccess)query.Plan.Access);
        var root = plan.Covers ? (string)query.Context.Value(access.FixedSort[^1])! : null;
        var nodes = root is null ? read : read.FindAll(n => tree.IsWithin(n, root));
        IReadOnlyList<object> ascending = access.IsDescending ? [.. nodes.AsEnumerable().Reverse()] : nodes;
        tree.Assemble(ascending, children => ChildOrder.Arrange(children, plan.Tree!, int.MaxValue, isDescending: false));
        return root is null ? nodes : nodes.FindAll(n => tree.PathOf(n) == root);
    }
}
