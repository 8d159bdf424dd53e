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

        IOrderedEnumerable<T>? ordered = null;
        foreach (var ordering in include.Orderings)
        {
            Func<T, object?> key = ordering.Property.Get;
            ordered = (ordered, ordering.IsDescending) switch
            {
                (null, false) => items.OrderBy(key, ValueOrder.Instance),
                (null, true) => items.OrderByDescending(key, ValueOrder.Instance),
                (_, false) => ordered.ThenBy(key, ValueOrder.Instance),
                (_, true) => ordered.ThenByDescending(key, ValueOrder.Instance),
            };
        }

        return [.. (ordered ?? items).Take(take)];
    }
}
