using System.Linq.Expressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Reading;

namespace SingleTable.Linq.Tests.Indexes;

/// <summary>Rows that only an index finds, whose key attributes follow from the number in the table's name.</summary>
public sealed class RandomKeysTable(TableOptions<RandomKeysTable> options) : TableContext(options)
{
    public EntitySet<Row> Rows => Set<Row>();

    public static (string[] Partition, string[] Sort) Keys(int seed)
    {
        var random = new Random(seed);
        string[] rest = ["B", "N", "M", "D", "P", "S", "X"];
        random.Shuffle(rest);
        var partition = random.Next(3);
        return (["A", .. rest[..partition]], rest[partition..(partition + random.Next(5))]);
    }

    protected override void OnModelCreating(TableModelBuilder table)
    {
        var (partition, sort) = Keys(int.Parse(Options.TableName!.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
        table.HasName("Random");
        table.HasIndex("Random", i => i.Partition(partition).Sort(sort));
        table.Entity<Row>(e => e.HasKey(r => $"ROW#{r.A}#{r.B}#{r.N}", r => $"{r.D}#{r.P}#{r.F}"));
    }
}

/// <summary>
/// Random lists of key attributes and random conditions: the same items as LINQ to Objects, or, where the rest would filter by a key attribute, our error.
/// The embedded engine only: it refuses filters on key attributes and gaps as the service does.
/// </summary>
public class RandomKeysTests
{
    private const int Models = 60;
    private const int QueriesOfEach = 100;
    private static readonly ParameterExpression s_row = Expression.Parameter(typeof(Row), "x");
    private static readonly ExpressionType[] s_lowers = [ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual];
    private static readonly ExpressionType[] s_uppers = [ExpressionType.LessThan, ExpressionType.LessThanOrEqual];

    [Fact]
    public async Task Any_condition_on_any_list_of_key_attributes_gives_what_LINQ_to_Objects_gives()
    {
        var first = Environment.TickCount & 0xFFFFF;
        var (found, refused) = (0, 0);
        for (var seed = first; seed < first + Models; seed++)
        {
            var (foundHere, refusedHere) = await RunAsync(seed);
            (found, refused) = (found + foundHere, refused + refusedHere);
        }

        found.ShouldBeGreaterThan(Models * QueriesOfEach / 4);
        refused.ShouldBeInRange(1, Models * QueriesOfEach / 2);
    }

    private static async Task<(int Found, int Refused)> RunAsync(int seed)
    {
        using var client = InMemoryDynamoDb.NewClient();
        var lines = new List<string>();
        var db = new RandomKeysTable(new TableOptions<RandomKeysTable>(client) { TableName = $"R{seed:D7}", Log = lines.Add, SensitiveLogging = true });
        await client.CreateTableAsync(db.CreateTableRequest());
        var random = new RandomRows(seed);
        var rows = random.Rows(60).DistinctBy(r => (r.A, r.B, r.N, r.D, r.P, r.F)).ToList();
        await db.Rows.BatchPutAsync(rows);
        var (partition, sort) = RandomKeysTable.Keys(seed);
        var onIndex = rows.Where(r => partition.Concat(sort).All(p => Get(r, p) is not null)).ToList();
        var (found, refused) = (0, 0);
        for (var i = 0; i < QueriesOfEach && onIndex.Count > 0; i++)
        {
            lines.Clear();
            var one = random.Any(onIndex);
            Expression<Func<Row, bool>> where = Expression.Lambda<Func<Row, bool>>(
                partition.Select(p => Compare(p, ExpressionType.Equal, Get(one, p)!)).Concat(Sort(random, sort, one, random.Any(onIndex)))
                    .Aggregate(Expression.AndAlso), s_row);
            var more = i % 3 > 0 ? r => true : random.Where(one.A, null);
            var expected = Text(onIndex.AsQueryable().Where(where).Where(more));
            try
            {
                var actual = Text(await db.Rows.UsingIndex("Random").Where(where).Where(more).ToListAsync());
                found += expected.Length > 0 ? 1 : 0;
                if (actual != expected || lines.Exists(l => !l.StartsWith("Query", StringComparison.Ordinal)))
                {
                    throw new InvalidOperationException($"seed {seed}: {string.Join(' ', partition)} / {string.Join(' ', sort)}\n{where}\n{more}\n"
                        + $"{string.Join('\n', lines)}\nfound\n{actual}\nwanted\n{expected}");
                }
            }
            catch (QueryTranslationException e) when (e.Code == "STL1213" && i % 3 == 0)
            {
                refused++;
                lines.ShouldBeEmpty();
            }
        }

        return (found, refused);
    }

    // Some from the left fixed, and a range on the next one, from either side or both.
    private static IEnumerable<Expression> Sort(RandomRows random, string[] sort, Row one, Row other)
    {
        var depth = random.Any([.. Enumerable.Range(0, sort.Length + 1)]);
        for (var i = 0; i < depth; i++)
        {
            yield return Compare(sort[i], ExpressionType.Equal, Get(one, sort[i])!);
        }

        if (depth == sort.Length || sort[depth] == "P")
        {
            yield break;
        }

        var kind = random.Any([0, 1, 2, 3]);
        if ((kind & 1) > 0)
        {
            yield return Compare(sort[depth], random.Any(s_lowers), Get(one, sort[depth])!);
        }

        // A null is less than any text: what is below one takes the rows that are not on the index too.
        if ((kind & 2) > 0 && sort[depth] != "S")
        {
            yield return Compare(sort[depth], random.Any(s_uppers), Get(other, sort[depth])!);
        }
    }

    private static object? Get(Row row, string property) => typeof(Row).GetProperty(property)!.GetValue(row);

    private static BinaryExpression Compare(string property, ExpressionType comparison, object value)
    {
        Expression left = Expression.Property(s_row, property), right = Expression.Constant(value, left.Type);
        if (left.Type.IsEnum)
        {
            (left, right) = (Expression.Convert(left, typeof(int)), Expression.Convert(right, typeof(int)));
        }

        return left.Type != typeof(string) || comparison == ExpressionType.Equal
            ? Expression.MakeBinary(comparison, left, right)
            : Expression.MakeBinary(
                comparison, Expression.Call(typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!, left, right),
                Expression.Constant(0));
    }

    private static string Text(IEnumerable<Row> rows) => string.Join('\n', rows.Select(r => r.ToString()).Order(StringComparer.Ordinal));
}
