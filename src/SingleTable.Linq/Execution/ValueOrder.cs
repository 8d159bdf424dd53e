using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>The order of values in memory, the same as DynamoDB's: strings by their UTF-8 bytes, nulls first.</summary>
internal sealed class ValueOrder : IComparer<object?>
{
    public static readonly ValueOrder Instance = new();

    /// <summary>Orders entities by properties; equal ones keep their order.</summary>
    public static IEnumerable<T> Arrange<T>(IEnumerable<T> entities, ImmutableArray<Ordering> orderings)
        where T : class
    {
        IOrderedEnumerable<T>? ordered = null;
        foreach (var ordering in orderings)
        {
            Func<T, object?> key = ordering.Property.Get;
            ordered = (ordered, ordering.IsDescending) switch
            {
                (null, false) => entities.OrderBy(key, Instance),
                (null, true) => entities.OrderByDescending(key, Instance),
                (_, false) => ordered.ThenBy(key, Instance),
                (_, true) => ordered.ThenByDescending(key, Instance),
            };
        }

        return ordered ?? entities;
    }

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => Utf8Order.Compare(a, b),
        _ => Comparer<object>.Default.Compare(x, y),
    };
}
