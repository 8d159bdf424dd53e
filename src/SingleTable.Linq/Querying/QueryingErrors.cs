using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Querying;

internal static class QueryingErrors
{
    public static QueryTranslationException Synchronous(string what, string instead) =>
        new("STL1001", $"{what} would block a thread on network requests. Write {instead} instead.");

    // The caller's own exception is inside; its text may hold values, so it is not repeated.
    public static QueryTranslationException Value(string what, Exception exception) =>
        new("STL1003", $"The value '{what}' that a query takes from captured variables could not be computed ({exception.GetType().Name}; it is the inner "
            + "exception). Compute it before the query, in a local variable.", exception);

    public static QueryTranslationException TooDeep() =>
        new("STL1005", "The query's expression is nested too deeply for one condition of DynamoDB. Use values.Contains(x.Property) instead of many ==, or several queries.");

    /// <summary>What none of us foresaw becomes an error of ours; the cause is inside for a report.</summary>
    public static QueryTranslationException Unforeseen(Expression tree, Exception cause) =>
        new("STL1000", $"The query '{ExpressionText.Of(tree)}' has a part that could not be understood ({cause.GetType().Name}; it is the inner exception). "
            + "Compute it before the query, in a local variable, or read with AsAsyncEnumerable() and go on in memory.", cause);

    public static InvalidOperationException ForeignQuery(string method) =>
        new($"{method} works on queries of a TableContext's entity sets only; this IQueryable comes from another provider.");
}
