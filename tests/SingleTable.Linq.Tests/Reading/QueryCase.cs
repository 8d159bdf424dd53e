using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
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
            async db => (Canonical(await query(db.Set<T>())), Canonical(expected(SaasData.All<T>().AsQueryable()))),
            request.Length == 0 ? [] : request.Split('\n'));

    // The order of a set and of a map is each engine's own.
    private static readonly JsonSerializerOptions s_options = new() { Converters = { new SortedSet<string>(), new SortedSet<int>() } };

    private static string Canonical<T>(T value) => Sorted(JsonSerializer.SerializeToNode(value, s_options))?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string Text<T>(IEnumerable<T> results, bool isOrdered)
    {
        var lines = results.Select(r => Canonical(r));
        return string.Join('\n', isOrdered ? lines : lines.Order(StringComparer.Ordinal));
    }

    private sealed class SortedSet<T> : System.Text.Json.Serialization.JsonConverter<HashSet<T>>
    {
        public override HashSet<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, HashSet<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Order().ToArray(), options);
    }
}
