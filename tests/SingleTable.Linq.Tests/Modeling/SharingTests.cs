using System.Linq.Expressions;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>When two entities share partitions, when they must not, and when their keys could meet.</summary>
public class SharingTests
{
    [Fact]
    public void Same_partition_and_equal_sort_keys() => Problem(x => $"P#{x.A}", _ => "S", x => $"P#{x.ThingId}", _ => "S").ShouldBe(
        "Thing and Other can have the same key: both live in P#{}, and 'S' (Thing (sort key)) and 'S' (Other (sort key)) "
        + "are the same key always. Start one of the sort keys with a literal of its own, for example OTHER#{x.Id}.");

    [Fact]
    public void Same_partition_and_sort_keys_that_can_be_equal() =>
        Problem(x => $"P#{x.A}", x => $"T#{x.B}", x => $"P#{x.ThingId}", x => $"T#{x.Id}").ShouldBe(
        "Thing and Other can have the same key: both live in P#{}, and 'T#{B}' (Thing (sort key)) and 'T#{Id}' (Other "
        + "(sort key)) are the same key when B and Id have the same text. Start one of the sort keys with a literal of its "
        + "own, for example OTHER#{x.Id}.");

    [Fact]
    public void Value_that_can_be_the_others_literal() =>
        Problem(x => $"P#{x.A}", x => $"{x.B}#{x.C}", x => $"P#{x.ThingId}", x => $"OTHER#{x.Id}").ShouldBe(
        "Thing and Other can have the same key: both live in P#{}, and '{B}#{C}' (Thing (sort key)) and 'OTHER#{Id}' "
        + "(Other (sort key)) are the same key when B is 'OTHER' and C and Id have the same text. Start one of the sort "
        + "keys with a literal of its own, for example OTHER#{x.Id}.");

    [Fact]
    public void Sort_key_that_starts_with_a_value_in_a_shared_partition() =>
        Problem(x => $"P#{x.A}", x => $"{x.B}", x => $"P#{x.ThingId}", x => $"OTHER#{x.Id}").ShouldBe(
        "Thing: its sort key {B} starts with the value of B, but Other shares its partitions, so a range of Thing would "
        + "reach Other. Start it with a literal: THING#{B}.");

    [Fact]
    public void Partitions_of_different_shapes_that_can_be_equal() =>
        Problem(x => $"{x.A}#{x.B}", _ => "S", x => $"P#{x.ThingId}", _ => "S").ShouldBe(
        "Thing and Other would share partitions of the table by accident: '{A}#{B}' (Thing (partition key)) and "
        + "'P#{ThingId}' (Other (partition key)) are the same key when A is 'P' and B and ThingId have the same text. Give "
        + "one of them a literal that the other does not have.");

    [Fact]
    public void Partitions_of_an_index_that_can_be_equal() => Build.Problem(t =>
    {
        t.HasIndex("GSI1", "gsi1pk");
        t.Entity<Thing>(e => e.HasKey(x => $"THING#{x.Id}", _ => "S").HasIndex("GSI1", x => $"{x.A}#{x.B}"));
        t.Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}", _ => "S").HasIndex("GSI1", x => $"O#{x.Id}"));
    }).ShouldBe(
        "Thing and Other would share partitions of the index GSI1 by accident: '{A}#{B}' (Thing (partition key of GSI1)) "
        + "and 'O#{Id}' (Other (partition key of GSI1)) are the same key when A is 'O' and B and Id have the same text. "
        + "Give one of them a literal that the other does not have.");

    [Fact]
    public void One_shape_of_two_types() => Problem(x => $"P#{x.A}", _ => "S", x => $"P#{x.Uuid}", _ => "O").ShouldBe(
        "Thing and Other have partition keys of one shape on the table, P#{}, but write different texts into it: Thing "
        + "writes A as string, Other writes Uuid as Guid. Use one type, format and encoding in both, so that they share "
        + "their partitions; or give one of them a literal of its own, so that they do not.");

    [Fact]
    public void One_shape_of_two_formats() => Problem(x => $"P#{x.Uuid:N}", _ => "S", x => $"P#{x.Uuid}", _ => "O").ShouldBe(
        "Thing and Other have partition keys of one shape on the table, P#{}, but write different texts into it: Thing "
        + "writes Uuid as Guid ':N', Other writes Uuid as Guid. Use one type, format and encoding in both, so that they "
        + "share their partitions; or give one of them a literal of its own, so that they do not.");

    [Fact]
    public void One_shape_of_two_widths() => Problem(x => $"P#{x.Number:D4}", _ => "S", x => $"P#{x.Number}", _ => "O").ShouldBe(
        "Thing and Other have partition keys of one shape on the table, P#{}, but write different texts into it: Thing "
        + "writes Number as int ':D4', Other writes Number as int. Use one type, format and encoding in both, so that they "
        + "share their partitions; or give one of them a literal of its own, so that they do not.");

    [Fact]
    public void One_shape_of_two_encodings() => Build.Problem(t =>
    {
        t.Entity<Thing>(e => e.HasKey(x => $"P#{x.A}", _ => "S").Property(x => x.A).HasKeyEncoding(KeyEncoding.Plain));
        t.Entity<Other>(e => e.HasKey(x => $"P#{x.ThingId}", _ => "O"));
    }).ShouldBe(
        "Thing and Other have partition keys of one shape on the table, P#{}, but write different texts into it: Thing "
        + "writes A as string (Plain), Other writes ThingId as string. Use one type, format and encoding in both, so that "
        + "they share their partitions; or give one of them a literal of its own, so that they do not.");

    [Fact]
    public void One_shape_on_an_index_of_types_that_can_meet()
    {
        Index(x => $"{x.A}", x => $"{x.Uuid}", out var problem).ShouldBe(0);
        problem.ShouldBe(
        "Thing and Other have partition keys of one shape on the index GSI1, {}, but write different texts into it: "
        + "Thing writes A as string, Other writes Uuid as Guid. Use one type, format and encoding in both, so that they "
        + "share their partitions; or give one of them a literal of its own, so that they do not.");
    }

    [Fact]
    public void Formats_that_say_the_same_share_a_partition()
    {
        var model = Build.Model(t =>
        {
            t.Entity<Thing>(e => e.HasKey(x => $"P#{x.Uuid:D}", _ => "S"));
            t.Entity<Other>(e => e.HasKey(x => $"P#{x.Uuid}", _ => "O"));
        });
        model.ItemCollections.ShouldHaveSingleItem().ToString().ShouldBe("P#{}: Thing, Other");
        model.Entities[0].Key.Neighbours.ShouldHaveSingleItem().ShouldBe(model.Entities[1].Key);
    }

    [Fact]
    public void Days_and_months_on_one_index_are_two_collections()
    {
        Index(x => $"{x.Day:yyyy-MM}", x => $"{x.Day}", out _).ShouldBe(2);
        Index(x => $"{x.Day}", x => $"{x.Day}", out _).ShouldBe(1);
    }

    [Fact]
    public void Different_literals_of_different_lengths_do_not_meet()
    {
        Build.Model(t =>
        {
            t.Entity<Thing>(e => e.HasKey(x => $"ORDER#{x.Id}", x => $"{x.A}"));
            t.Entity<Other>(e => e.HasKey(x => $"ORDERITEM#{x.Id}", x => $"{x.Id}#{x.ThingId}"));
        }).Entities[0].Key.Neighbours.ShouldBeEmpty();
    }

    private static int Index(Expression<Func<Thing, string>> one, Expression<Func<Other, string>> other, out string problem)
    {
        problem = "";
        try
        {
            return Build.Model(t =>
            {
                t.HasIndex("GSI1", "gsi1pk");
                t.Entity<Thing>(e => e.HasKey(x => $"THING#{x.Id}", _ => "S").HasIndex("GSI1", one));
                t.Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}", _ => "S").HasIndex("GSI1", other));
            }).ItemCollections.Count(c => c.IndexName is not null);
        }
        catch (ModelException e)
        {
            problem = e.Problems.ShouldHaveSingleItem();
            return 0;
        }
    }

    private static string Problem(
        Expression<Func<Thing, string>> partition, Expression<Func<Thing, string>> sort,
        Expression<Func<Other, string>> otherPartition, Expression<Func<Other, string>> otherSort) => Build.Problem(t =>
        {
            t.Entity<Thing>(e => e.HasKey(partition, sort));
            t.Entity<Other>(e => e.HasKey(otherPartition, otherSort));
        });
}
