namespace SingleTable.Linq;

/// <summary>One page of a query's results, and the ways to its neighbours. Read by <see cref="AsyncQueryExtensions.ToPageAsync"/>.</summary>
/// <typeparam name="T">The type of the results.</typeparam>
public sealed class Page<T>
{
    internal Page(IReadOnlyList<T> items, string? next, string? previous) => (Items, Next, Previous) = (items, next, previous);

    /// <summary>The results, in the order of the query; also on a page that was read backwards.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>
    /// The token of the page that follows, or null when nothing follows. It is text for a URL, tells nothing about the data, and serves this query
    /// only: the same table, index, condition, values, selection and tenant.
    /// </summary>
    public string? Next { get; }

    /// <summary>
    /// The token of the page before, or null when nothing comes before. Always null for a Scan, which DynamoDB cannot read backwards.
    /// </summary>
    public string? Previous { get; }
}
