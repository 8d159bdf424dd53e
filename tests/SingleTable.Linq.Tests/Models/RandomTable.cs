using System.Linq.Expressions;

namespace SingleTable.Linq.Tests.Models;

/// <summary>A row of a random model: any of its properties may be a slot of a key.</summary>
public sealed record Row
{
    public required string A { get; init; }
    public required string B { get; init; }
    public int N { get; init; }
    public long? M { get; init; }
    public DateOnly D { get; init; }
    public Plan P { get; init; }
    public bool F { get; init; }
    public string? S { get; init; }
    public double X { get; init; }
}

/// <summary>Another entity in the partitions of the rows, whose sort keys surround theirs.</summary>
public sealed record Neighbour
{
    public required string A { get; init; }
    public required string B { get; init; }
    public Plan P { get; init; }
    public required string Kind { get; init; }
}

/// <summary>A table whose keys follow from the number in its name.</summary>
public sealed class RandomTable(TableOptions<RandomTable> options) : TableContext(options)
{
    private static readonly string[] s_sortSlots = [nameof(Row.B), nameof(Row.N), nameof(Row.D), nameof(Row.P), nameof(Row.F)];
    private static readonly string[] s_indexSlots = [.. s_sortSlots, nameof(Row.M), nameof(Row.S)];

    public EntitySet<Row> Rows => Set<Row>();
    public EntitySet<Neighbour> Neighbours => Set<Neighbour>();

    /// <summary>Whether the partition holds P besides A.</summary>
    public static bool HasTwoPartitionSlots(int seed) => seed % 3 == 0;

    protected override void OnModelCreating(TableModelBuilder table)
    {
        var seed = int.Parse(Options.TableName!.AsSpan(Options.TableName!.LastIndexOf('R') + 1), System.Globalization.CultureInfo.InvariantCulture);
        var random = new Random(seed);
        string[] partition = HasTwoPartitionSlots(seed) ? ["A", "P"] : ["A"];
        table.HasName("Random");
        var sort = Pick(random, s_sortSlots.Except(partition), random.Next(1, 4));
        table.Entity<Row>(e =>
        {
            e.HasKey(Template<Row>("P", partition), Template<Row>("ROW", sort));
            for (var i = 0; i < random.Next(3); i++)
            {
                table.HasIndex($"GX{i}", $"g{i}p", $"g{i}s");
                e.HasIndex($"GX{i}", Template<Row>("P", ["A"]), Template<Row>($"I{i}", Pick(random, s_indexSlots, random.Next(1, 4))));
            }

            if (random.Next(2) == 0)
            {
                table.HasNumericIndex("GXN", "gnp", "gns");
                e.HasIndex("GXN", Template<Row>("P", ["A"]), r => r.N);
            }
        });
        table.Entity<Neighbour>(e => e.HasKey(Template<Neighbour>("P", partition), n => $"ROWS#{n.Kind}#{n.B}"));
    }

    private static string[] Pick(Random random, IEnumerable<string> from, int count)
    {
        var slots = from.ToArray();
        random.Shuffle(slots);
        return slots[..count];
    }

    private static Expression<Func<T, string>> Template<T>(string prefix, string[] slots)
    {
        var row = Expression.Parameter(typeof(T), "r");
        var format = prefix + string.Concat(slots.Select((_, i) => $"#{{{i}}}"));
        var values = slots.Select(s => Expression.Convert(Expression.Property(row, s), typeof(object)));
        return Expression.Lambda<Func<T, string>>(
            Expression.Call(
                typeof(string).GetMethod(nameof(string.Format), [typeof(string), typeof(object[])])!, Expression.Constant(format),
                Expression.NewArrayInit(typeof(object), values)),
            row);
    }
}
