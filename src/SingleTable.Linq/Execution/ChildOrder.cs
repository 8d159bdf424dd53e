using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>Orders the children of one parent, and takes as many as the Include wants.</summary>
internal static class ChildOrder
{
    public static List<T> Arrange<T>(List<T> children, IncludeShape include, int take, bool isDescending)
        where T : class
    {
        if (include.Orderings.IsEmpty && !isDescending && children.Count <= take)
        {
            return children;
        }

        IEnumerable<T> items = children;
        if (isDescending)
        {
            items = items.Reverse();
        }

        return [.. ValueOrder.Arrange(items, include.Orderings).Take(take)];
    }
}
