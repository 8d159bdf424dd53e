using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SingleTable.Linq.Tests.Inheritance;

/// <summary>One query: the same result as LINQ to Objects, by the requests that are written beside it.</summary>
public sealed record FleetCase(string Name, Func<FleetTable, Task<(string Actual, string Expected)>> Run, string[] Requests)
{
    private const string Pk1 = "pk = TENANT#acme#DEPOT#d1";

    public static FleetCase List<T, TResult>(
        Func<IQueryable<T>, IQueryable<TResult>> query, string requests, [CallerArgumentExpression(nameof(query))] string name = "")
        where T : class => new($"{typeof(T).Name}: {name}", async db =>
        {
            var actual = await query(db.All<T>()).ToListAsync();
            var expected = query(FleetData.All<T>().AsQueryable()).ToList();
            return (Text(actual, name), Text(expected, name));
        }, Lines(requests));

    public static FleetCase One<T, TResult>(
        Func<IQueryable<T>, Task<TResult>> query, Func<IQueryable<T>, TResult> expected, string requests,
        [CallerArgumentExpression(nameof(query))] string name = "")
        where T : class => new(
            $"{typeof(T).Name}: {name}", async db => (Json(await query(db.All<T>())), Json(expected(FleetData.All<T>().AsQueryable()))), Lines(requests));

    private static string[] Lines(string requests) => requests.Length == 0 ? [] : requests.Replace("PK1", Pk1, StringComparison.Ordinal).Split('\n');

    private static string Text<T>(IEnumerable<T> results, string name)
    {
        var lines = results.Select(r => Json(r));
        return string.Join('\n', name.Contains("OrderBy", StringComparison.Ordinal) ? lines : lines.Order(StringComparer.Ordinal));
    }

    private static string Json<T>(T value) => Sorted(JsonSerializer.SerializeToNode(value))?.ToJsonString() ?? "null";

    // The order of a set is each engine's own.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted).OrderBy(n => n?.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };
}
