namespace SingleTable.Linq.Querying;

internal static class QueryingErrors
{
    public static QueryTranslationException Synchronous(string what, string instead) =>
        new("STL1001", $"{what} would block a thread on network requests. Write {instead} instead.");

    public static InvalidOperationException ForeignQuery(string method) =>
        new($"{method} works on queries of a TableContext's entity sets only; this IQueryable comes from another provider.");
}
