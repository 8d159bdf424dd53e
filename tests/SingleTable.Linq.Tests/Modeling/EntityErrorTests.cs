namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What is wrong with one entity: its key, its indexes, its type.</summary>
public class EntityErrorTests
{
    [Fact]
    public void No_key() => Build.Problem<Thing>(_ => { }).ShouldBe(
        "Thing has no key. Add HasKey(x => $\"…#{x.Id}\", _ => \"#METADATA\").");

    [Fact]
    public void Key_twice() => Build.Problem<Thing>(e => Keyed(Keyed(e))).ShouldBe(
        "Thing: HasKey is called twice. An entity has one primary key: keep one call; further keys are indexes "
        + "(HasIndex).");

    [Fact]
    public void Entity_twice() => Build.Problem(t => t.Entity<Thing>(e => Keyed(e)).Entity<Thing>(e => Keyed(e))).ShouldBe(
        "Thing is declared twice. Keep one call of Entity<Thing>.");

    [Fact]
    public void Type_name_twice() => Build.Problem(t =>
    {
        t.Entity<Thing>(e => Keyed(e).HasTypeName("X"));
        t.Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}", _ => "S").HasTypeName("X"));
    }).ShouldBe(
        "SingleTable.Linq.Tests.Modeling.Thing and SingleTable.Linq.Tests.Modeling.Other have the type name 'X'. Give "
        + "one of them another with HasTypeName(…).");

    [Fact]
    public void Type_name_with_a_separator() => Build.Problem<Thing>(e => Keyed(e).HasTypeName("A#B")).ShouldBe(
        "Thing: its type name 'A#B' holds '#' or '$', which separate values. Choose another with HasTypeName(…).");

    [Fact]
    public void Type_name_with_an_escape() => Build.Problem<Thing>(e => Keyed(e).HasTypeName("A$B")).ShouldBe(
        "Thing: its type name 'A$B' holds '#' or '$', which separate values. Choose another with HasTypeName(…).");

    [Fact]
    public void Abstract_entity() => Build.Problem<Named>(e => e.HasKey(x => $"N#{x.Id}", _ => "S")).ShouldBe(
        "Named is abstract or an interface, and no type that derives from it is declared, so no item could be one. "
        + "Declare its concrete types with HasDerived<T>().");

    [Fact]
    public void Undeclared_index() => Build.Problem<Thing>(e => Keyed(e).HasIndex("GSI9", x => $"T#{x.A}")).ShouldBe(
        "Thing: the table has no index 'GSI9' (it has: none). Declare it with HasIndex(\"GSI9\", partitionKey, sortKey) "
        + "on the table.");

    [Fact]
    public void Undeclared_index_among_others() => Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("GSI9", x => $"T#{x.A}"))).ShouldBe(
        "Thing: the table has no index 'GSI9' (it has: GSI1, Flat, Score). Declare it with HasIndex(\"GSI9\", "
        + "partitionKey, sortKey) on the table.");

    [Fact]
    public void Index_twice() => Build.Problem(t => Indexed(t).Entity<Thing>(e =>
        Keyed(e).HasIndex("GSI1", x => $"T#{x.A}", x => $"S#{x.B}").HasIndex("GSI1", x => $"T#{x.C}", x => $"S#{x.D}"))).ShouldBe(
        "Thing: HasIndex(\"GSI1\") is called twice. An item has one place on an index: keep one call, or declare a "
        + "second index.");

    [Fact]
    public void Sort_key_that_the_index_has_not() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("Flat", x => $"T#{x.A}", x => $"S#{x.B}"))).ShouldBe(
        "Thing on Flat: the index has no sort key. Leave the sort key's lambda out, or declare one on the table.");

    [Fact]
    public void No_sort_key_where_the_index_has_one() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("GSI1", x => $"T#{x.A}"))).ShouldBe(
        "Thing on GSI1: the index has the sort key 'gsi1sk', but no lambda makes it. Add it to HasIndex(…).");

    [Fact]
    public void Text_where_the_index_sorts_numbers() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("Score", x => $"T#{x.A}", x => $"S#{x.B}"))).ShouldBe(
        "Thing on Score: the index's sort key is a number. Name a numeric property: x => x.Score.");

    [Fact]
    public void Number_where_the_index_sorts_text() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("GSI1", x => $"T#{x.A}", x => x.Number))).ShouldBe(
        "Thing on GSI1: the index's sort key is a string. Write an interpolated string, or declare the index with "
        + "HasNumericIndex.");

    [Fact]
    public void Number_that_is_not_a_property() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("Score", x => $"T#{x.A}", x => x.Number * 2))).ShouldBe(
        "Thing on Score: 'x.Number * …' is not a property that is stored as a number. Name one by itself: x => x.Score.");

    [Fact]
    public void Number_of_another_object() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("Score", x => $"T#{x.A}", x => x.Inner!.Zip))).ShouldBe(
        "Thing on Score: 'x.Inner.Zip' is not a property that is stored as a number. Name one by itself: x => x.Score.");

    [Fact]
    public void Number_that_is_stored_as_text() => Build.Problem(t => Indexed(t).Entity<Thing>(e =>
    {
        Keyed(e).HasIndex("Score", x => $"T#{x.A}", x => x.Number);
        e.Property(x => x.Number).HasConversion(n => $"{n}", s => s.Length);
    })).ShouldBe(
        "Thing on Score: 'x.Number' is not a property that is stored as a number. Name one by itself: x => x.Score.");

    [Fact]
    public void Sort_key_of_an_index_that_names_what_is_not_stored() =>
        Build.Problem(t => Indexed(t).Entity<Thing>(e => Keyed(e).HasIndex("GSI1", x => $"T#{x.A}", x => $"S#{x.Computed}"))).ShouldBe(
        "Thing (sort key of GSI1): Computed is not stored, so the key could not be checked on read: it has no setter. "
        + "Give it one (private or init will do), or name another property.");

    [Fact]
    public void Time_to_live_of_a_wrong_type() => Build.Problem(t => t.HasTimeToLive("ttl").Entity<Thing>(e => Keyed(e).HasTimeToLive(x => x.Big))).ShouldBe(
        "Thing.Big has the type long, which cannot say when an item expires. Use a DateTimeOffset or DateTime, nullable "
        + "or not.");

    [Fact]
    public void Time_to_live_without_an_attribute() => Build.Problem<Thing>(e => Keyed(e).HasTimeToLive(x => x.At)).ShouldBe(
        "Thing.At says when an item expires, but the table has no attribute for that. Call HasTimeToLive(\"ttl\") on the "
        + "table.");

    [Fact]
    public void Time_to_live_that_is_not_stored() =>
        Build.Problem(t => t.HasTimeToLive().Entity<Thing>(e => Keyed(e).HasTimeToLive(x => x.At).Ignore(x => x.At))).ShouldBe(
        "Thing.At says when an item expires, but it is not stored: Ignore(x => x.At) leaves it out. Remove that call, or "
        + "name another property.");

    internal static EntityBuilder<Thing> Keyed(EntityBuilder<Thing> e) => e.HasKey(x => $"THING#{x.Id}", _ => "S");

    internal static TableModelBuilder Indexed(TableModelBuilder t) =>
        t.HasIndex("GSI1", "gsi1pk", "gsi1sk").HasIndex("Flat", "flatpk").HasNumericIndex("Score", "scorepk", "score");
}
