using System.Runtime.CompilerServices;
using System.Text.Json;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>One query, checked three ways: the same result as LINQ to Objects over the same data, the requests that it sends, and whether
/// it finds anything, because a case that finds nothing by mistake proves nothing.</summary>
public sealed class QueryCase
{
    private QueryCase(string name, Func<SaasTable, Task<(string Actual, string Expected)>> run, string[] requests) =>
        (Name, Run, Requests) = (name, run, requests);

    public string Name { get; }

    public Func<SaasTable, Task<(string Actual, string Expected)>> Run { get; }

    public string[] Requests { get; }

    /// <summary>The case is about finding nothing.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>Says that the query finds nothing on purpose.</summary>
    public QueryCase Nothing() => new(Name, Run, Requests) { IsEmpty = true };

    /// <summary>A query of a list of results; compared in order when it has an OrderBy, else as a set.</summary>
    public static QueryCase List<T, TResult>(
        Func<IQueryable<T>, IQueryable<TResult>> query, string request, [CallerArgumentExpression(nameof(query))] string name = "")
        where T : class =>
        new(
            $"{typeof(T).Name}: {name}",
            async db =>
            {
                var actual = await query(db.Set<T>()).ToListAsync();
                var expected = query(SaasData.All<T>().AsQueryable()).ToList();
                var isOrdered = name.Contains("OrderBy", StringComparison.Ordinal);
                return (Text(actual, isOrdered), Text(expected, isOrdered));
            },
            request.Length == 0 ? [] : request.Split('\n'));

    /// <summary>A query with a result of its own (First, Any, Count).</summary>
    public static QueryCase One<T, TResult>(
        Func<IQueryable<T>, Task<TResult>> query, Func<IQueryable<T>, TResult> expected, string request,
        [CallerArgumentExpression(nameof(query))] string name = "")
        where T : class =>
        new(
            $"{typeof(T).Name}: {name}",
            async db => (JsonSerializer.Serialize(await query(db.Set<T>())), JsonSerializer.Serialize(expected(SaasData.All<T>().AsQueryable()))),
            request.Length == 0 ? [] : request.Split('\n'));

    private static string Text<T>(IEnumerable<T> results, bool isOrdered)
    {
        var lines = results.Select(r => JsonSerializer.Serialize(r));
        return string.Join('\n', isOrdered ? lines : lines.Order(StringComparer.Ordinal));
    }
}
