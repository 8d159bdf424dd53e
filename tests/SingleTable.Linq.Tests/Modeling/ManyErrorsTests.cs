using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>All mistakes of a model are listed at once, the same list every time.</summary>
public class ManyErrorsTests
{
    private static readonly string[] s_expected =
    [
        "An index cannot be called 'X'",
        "The index 'GSI1' is declared twice",
        "Thing: the table has no index 'GSI9'",
        "Thing.Big has the type long, which cannot say when an item expires",
        "Thing (sort key): the literal 'S$#' holds '$'",
        "Thing (sort key): Bytes: The type byte[] has no text",
        "Thing.MaybeNumber: Generate.Ulid makes no int",
        "Thing: A and B would both be stored as 'bb'",
        "Thing.C would be stored as 'pk'",
        "Other has no key",
        "Other: its type name 'O#1' holds '#' or '$'",
        "Unlike.Value: object cannot be stored",
        "Unlike and Alike have partition keys of one shape on the table",
    ];

    [Fact]
    public void Every_mistake_is_in_the_list_with_what_to_do()
    {
        var problems = Problems();
        foreach (var expected in s_expected)
        {
            problems.ShouldContain(p => p.StartsWith(expected, StringComparison.Ordinal), expected);
        }

        problems.Count.ShouldBe(s_expected.Length, string.Join('\n', problems));
    }

    [Fact]
    public void The_message_counts_and_lists_them()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var error = Should.Throw<ModelException>(() => new Broken(new TableOptions<Broken>(client)));
        error.Code.ShouldBe("STL0001");
        error.Message.ShouldStartWith("STL0001 The model of Broken has 13 problems:\n  - An index cannot be called 'X'.");
        error.Message.Split('\n').Length.ShouldBe(14);
    }

    [Fact]
    public void The_list_is_the_same_on_every_attempt_and_thread()
    {
        var first = Problems();
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => Problems().ShouldBe(first));
    }

    private static IReadOnlyList<string> Problems()
    {
        using var client = InMemoryDynamoDb.NewClient();
        return Should.Throw<ModelException>(() => new Broken(new TableOptions<Broken>(client))).Problems;
    }

    private sealed record Unlike(string Id)
    {
        public object? Value { get; set; }
    }

    private sealed record Alike(Guid Id);

    private sealed class Broken(TableOptions<Broken> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Broken").HasIndex("GSI1", "a").HasIndex("GSI1", "b").HasIndex("X", "x").HasTimeToLive();
            table.Entity<Thing>(e =>
            {
                e.HasKey(x => $"T#{x.Id}", x => $"S$#{x.Bytes}").HasIndex("GSI9", x => x.A).HasTimeToLive(x => x.Big);
                e.Property(x => x.MaybeNumber).OnCreate(Generate.Ulid);
                e.Property(x => x.A).HasAttribute("bb");
                e.Property(x => x.B).HasAttribute("bb");
                e.Property(x => x.C).HasAttribute("pk");
            });
            table.Entity<Other>(e => e.HasTypeName("O#1"));
            table.Entity<Unlike>(e => e.HasKey(x => $"U#{x.Id}", _ => "A"));
            table.Entity<Alike>(e => e.HasKey(x => $"U#{x.Id}", _ => "B"));
        }
    }
}
