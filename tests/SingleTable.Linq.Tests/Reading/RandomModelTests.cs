using System.Text.RegularExpressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>
/// Random keys and indexes, random items, random conditions: the same items as LINQ to Objects, and no read outside of the partition or of the
/// entity's own range of keys.
/// </summary>
public partial class RandomModelTests
{
    private const int Models = 100;
    private const int PredicatesOfEach = 200;

    [Fact]
    public async Task Any_condition_on_any_model_gives_what_LINQ_to_Objects_gives()
    {
        var first = Environment.TickCount & 0xFFFFF;
        var found = 0;
        for (var seed = first; seed < first + Models; seed++)
        {
            found += await RunAsync(seed);
        }

        // Conditions that find nothing prove little.
        found.ShouldBeGreaterThan(Models * PredicatesOfEach / 4);
    }

    private static async Task<int> RunAsync(int seed)
    {
        var lines = new List<string>();
        using var client = InMemoryDynamoDb.NewClient();
        var db = new RandomTable(new TableOptions<RandomTable>(client) { TableName = $"R{seed}", Log = lines.Add, SensitiveLogging = true });
        await client.CreateTableAsync(db.CreateTableRequest());
        var random = new RandomRows(seed);
        var key = db.RuntimeState.Model.Find(typeof(Row))!.Key;
        var rows = random.Rows(40).DistinctBy(r => (key.PartitionText(p => p.Get(r)), key.SortText(p => p.Get(r)))).ToList();
        await db.Rows.BatchPutAsync(rows);
        await db.Neighbours.BatchPutAsync(rows.DistinctBy(r => key.PartitionText(p => p.Get(r))).SelectMany(x => new[] { "", "a", "z" }.Select(k =>
            new Neighbour { A = x.A, P = x.P, B = "b", Kind = $"k{k}" })));
        var found = 0;
        for (var i = 0; i < PredicatesOfEach; i++)
        {
            lines.Clear();
            var one = random.Any(rows);
            var where = random.Where(one.A, RandomTable.HasTwoPartitionSlots(seed) ? one.P : null);
            var actual = await db.Rows.Where(where).ToListAsync();
            var expected = rows.AsQueryable().Where(where).ToList();
            found += expected.Count;
            // A second, contradicting P may come first: the partition is then another one of the same A.
            var partition = key.PartitionText(p => p.Get(one) is Plan ? Plan.Free : p.Get(one)).Replace("#Free", "#", StringComparison.Ordinal);
            if (Text(actual) != Text(expected) || lines.FirstOrDefault(l => !IsInside(l, partition)) is not null)
            {
                throw new InvalidOperationException(
                    $"seed {seed}: {key.Partition.Shape} / {key.Sort!.Shape}\n{where}\n{string.Join('\n', lines)}\nfound\n{Text(actual)}\nwanted\n{Text(expected)}");
            }
        }

        return found;
    }

    private static bool IsInside(string line, string partition) =>
        Line().Match(line) is { Success: true } match && (match.Groups["index"].Success || match.Groups["pk"].Value is var pk
            && (pk == partition || (partition.EndsWith('#') && pk.StartsWith(partition, StringComparison.Ordinal))))
        && match.Groups["sk"].Captures.All(c => match.Groups["index"].Success
            || c.Value.StartsWith("ROW#", StringComparison.Ordinal) || c.Value is "ROW$" or "ROW");

    private static string Text(IEnumerable<Row> rows) => string.Join('\n', rows.Select(r => r.ToString()).Order(StringComparer.Ordinal));

    // Keys hold no space: it is escaped.
    [GeneratedRegex(@"^(GetItem|Query|BatchGetItem) R\d+(?<index>/G\w+)?  \w+ = (?<pk>\S+)(  \w+ (=|begins_with|between|>=|>|<=|<) (?<sk>\S+)( and (?<sk>\S+))?|  sk in \(((?<sk>[^;\s]+)(; )?)+\))?(  |$)")]
    private static partial Regex Line();
}
