namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What an index may say that it holds.</summary>
public class ProjectionErrorTests
{
    [Fact]
    public void Property_that_no_entity_on_the_index_has() => Build.Problem(t =>
    {
        t.HasIndex("GSI1", "a", "b", IndexProjection.Of("Number", "Nmae"));
        t.Entity<Thing>(e => EntityErrorTests.Keyed(e).HasIndex("GSI1", x => $"A#{x.A}", x => $"B#{x.B}"));
    }).ShouldBe(
        "The index 'GSI1' projects 'Nmae', but no entity on it stores a property of that name (on it: Thing). Correct the name, or remove it.");

    [Fact]
    public void Index_without_entities() => Build.Problem(t =>
        t.HasIndex("GSI1", "a", null, IndexProjection.Of("A")).Entity<Thing>(e => EntityErrorTests.Keyed(e))).ShouldBe(
        "The index 'GSI1' projects 'A', but no entity on it stores a property of that name (on it: none). Correct the name, or remove it.");

    [Fact]
    public void Nothing_named() => Should.Throw<ArgumentException>(() => IndexProjection.Of()).Message.ShouldStartWith("Name a property, or use KeysOnly.");

    [Fact]
    public void The_schema_says_what_an_index_holds() => Build.Model(t =>
    {
        t.HasIndex("GSI1", "a", "b", IndexProjection.Of("Number", "Number")).HasIndex("GSI2", "c", projection: IndexProjection.KeysOnly);
        t.Entity<Other>(e =>
        {
            e.HasKey(x => $"O#{x.Id}", _ => "O").HasIndex("GSI1", x => $"A#{x.ThingId}", x => $"B#{x.Id}").HasIndex("GSI2", x => $"C#{x.ThingId}");
            e.Property(x => x.Number).HasAttribute("n");
        });
    }).Schema.ToString().ReplaceLineEndings("\n").ShouldContain("""
        Indexes
          GSI1  (a, b)  holds _type, n
          GSI2  (c)     holds the keys only
        """);
}
