using System.Text;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>Which properties are stored, and how.</summary>
public class PropertyTests
{
    [Fact]
    public void A_conversion_is_that_propertys_alone()
    {
        var thing = Build.Entity<Thing>(e =>
        {
            EntityErrorTests.Keyed(e);
            e.Property(x => x.A).HasConversion(a => a + "!", a => a[..^1]);
        });
        Stored(thing, "A", "a").ShouldBe("""{"S":"a!"}""");
        Stored(thing, "B", "b").ShouldBe("""{"S":"b"}""");
        Stored(thing, "List", new List<string> { "l" }).ShouldBe("""{"L":[{"S":"l"}]}""");
    }

    [Fact]
    public void A_conversion_of_the_table_is_everywhere()
    {
        var model = Build.Model(t =>
        {
            t.HasConversion<Version, string>(v => $"{v}", Version.Parse).HasConversion<Uri, string>(u => u.OriginalString, u => new Uri(u));
            t.Entity<Release>(e => e.HasKey(x => $"R#{x.Id}", _ => "S"));
        });
        Stored(model.Entities[0], "Version", new Version(1, 2)).ShouldBe("""{"S":"1.2"}""");
        Stored(model.Entities[0], "Older", new List<Version> { new(1, 1) }).ShouldBe("""{"L":[{"S":"1.1"}]}""");
    }

    [Fact]
    public void Of_a_hidden_property_the_one_that_callers_see_is_stored()
    {
        var entity = Build.Entity<Hiding>(e => e.HasKey(x => $"H#{x.Id}", _ => "S"));
        entity.Properties.Select(p => $"{p.Name}: {p.ClrType.Name}").ShouldBe(["Id: Guid", "Kept: Int32"], ignoreOrder: true);
        entity.Key.PartitionText(p => p.Get(new Hiding { Id = Guid.Empty })).ShouldBe("H#00000000-0000-0000-0000-000000000000");
    }

    [Fact]
    [Trait("Feature", "S8")]
    public void Private_setters_of_a_base_type_are_stored_and_computed_properties_are_not() =>
        Build.Entity<Thing>(e => EntityErrorTests.Keyed(e)).Properties.Select(p => p.Name).ToList()
            .ShouldSatisfyAllConditions(n => n.ShouldContain("Name"), n => n.ShouldNotContain("Computed"), n => n.ShouldNotContain("OwnName"), n => n.ShouldNotContain("Mutable"));

    [Fact]
    public void A_generic_entity_has_a_readable_type_name() =>
        Build.Entity<Envelope<Other>>(e => e.HasKey(x => $"E#{x.Id}", _ => "S")).TypeName.ShouldBe("Envelope<Other>");

    [Fact]
    public void A_value_of_one_context_is_no_part_of_a_key()
    {
        using var client = InMemoryDynamoDb.NewClient();
        Should.Throw<ModelException>(() => new Leaky(new TableOptions<Leaky>(client).ForTenant("acme"))).Problems.ShouldHaveSingleItem().ShouldBe(
            "Thing (partition key): '….Options.Tenant' is a value of one context, but the model is built once for all of them. "
            + "Use a constant, or a property of the entity.");
    }

    private static string Stored(EntityModel entity, string property, object value)
    {
        using var writer = DynamoJsonWriter.Rent();
        entity.Property(property).Mapping.WriteBoxed(writer, value);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private sealed record Release(string Id, Version Version, List<Version> Older, Uri? Notes);

    private class Hidden
    {
        public string Id { get; set; } = "";
        public int Kept { get; set; }
    }

    private sealed class Hiding : Hidden
    {
        public new Guid Id { get; set; }
    }

    private sealed record Envelope<T>(string Id);

    private sealed class Leaky(TableOptions<Leaky> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table) =>
            table.HasName("Leaky").Entity<Thing>(e => e.HasKey(x => $"{Options.Tenant}#{x.Id}", _ => "S"));
    }
}
