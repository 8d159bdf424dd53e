namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What is wrong with indexes over properties.</summary>
public class NativeIndexErrorTests
{
    [Fact]
    public void No_partition_key() => Problem(i => i.Sort("A")).ShouldBe("The index 'GSI1' has no partition key. Name its attributes: i => i.Partition(\"…\").");

    [Fact]
    public void Five_attributes() => Problem(i => i.Partition("A", "B", "C", "D", "Number").Sort("Big")).ShouldBe(
        "The index 'GSI1' names 5 attributes in Partition(…), but DynamoDB allows 4. Name fewer.");

    [Fact]
    public void One_attribute_twice() => Problem(i => i.Partition("A", "B").Sort("A")).ShouldBe("The index 'GSI1' names the attribute 'A' twice. Keep one.");

    [Fact]
    public void An_attribute_that_nothing_is_stored_in() => Problem(i => i.Partition("A", "Computed")).ShouldBe(
        "The index 'GSI1' has the key attribute 'Computed', but no entity stores a property in it. Use the name of the attribute (the property's, unless "
        + "HasAttribute or UseAttributeNaming says otherwise).");

    [Fact]
    public void An_attribute_of_the_table() => Problem(i => i.Partition("A").Sort("_type")).ShouldBe(
        "The index 'GSI1' has the key attribute '_type', which is an attribute of the table's own. Name attributes that hold properties.");

    [Fact]
    public void A_list() => Problem(i => i.Partition("A").Sort("List")).ShouldBe(
        "Thing.List is stored as L, but it is in 'List', a key attribute of the index 'GSI1', which DynamoDB takes as a string, a number or bytes only. "
        + "Store it otherwise (HasConversion), or elsewhere (HasAttribute).");

    [Fact]
    public void A_truth_value() => Build.Problem(t => t.HasIndex("GSI1", i => i.Partition("IsOn")).Entity<Switch>(e => e.HasKey(x => $"S#{x.Id}", _ => "S")))
        .ShouldStartWith("Switch.IsOn is stored as Bool, but it is in 'IsOn'");

    [Fact]
    public void Two_kinds_in_one_attribute() => Build.Problem(t => t.HasIndex("GSI1", i => i.Partition("A").Sort("Number"))
        .Entity<Thing>(e => EntityErrorTests.Keyed(e)).Entity<Switch>(e =>
        {
            e.HasKey(x => $"S#{x.Id}", _ => "S");
            e.Property(x => x.Id).HasAttribute("Number");
        })).ShouldBe("Thing.Number and Switch.Id are stored in 'Number', a key attribute of the index 'GSI1', one as N and one as S. Store both alike, or one "
            + "elsewhere (HasAttribute).");

    [Fact]
    public void An_index_that_nothing_is_on() => Build.Problem(t => t.HasIndex("GSI1", i => i.Partition("A", "IsOnText"))
        .Entity<Thing>(e => EntityErrorTests.Keyed(e)).Entity<Switch>(e =>
        {
            e.HasKey(x => $"S#{x.Id}", _ => "S");
            e.Property(x => x.Id).HasAttribute("IsOnText");
        })).ShouldBe("The index 'GSI1' would be empty: no entity stores all of A, IsOnText. Add what is missing to an entity, or remove the index.");

    [Fact]
    public void Other_properties_than_the_index_has() => Build.Problem(t => t.HasIndex("GSI1", i => i.Partition("A", "B").Sort("Number", "At"))
        .Entity<Thing>(e => EntityErrorTests.Keyed(e).HasIndex("GSI1", x => new { x.A, x.B }, x => new { x.At, x.Number }))).ShouldBe(
        "Thing on GSI1: the sort key of the index is (Number, At), but the entity says (At, Number). Name its properties in that order, x => new { … }, or leave "
        + "HasIndex out: who stores the attributes is on the index.");

    [Fact]
    public void A_template_for_a_key_of_properties() => Build.Problem(t => t.HasIndex("GSI1", i => i.Partition("A"))
        .Entity<Thing>(e => EntityErrorTests.Keyed(e).HasIndex("GSI1", x => $"A#{x.A}"))).ShouldContain("the partition key of the index is (A), but the entity says (?)");

    [Fact]
    public void Tenants_that_would_meet() => Build.Problem(t => t.HasTenant("TenantId").HasIndex("GSI1", i => i.Partition("ThingId").Sort("TenantId"))
        .Entity<Other>(e => e.HasKey(x => $"T#{x.TenantId}", x => $"OTHER#{x.Id}"))).ShouldBe(
        "Other: TenantId is not the first attribute of the partition key 'ThingId' of the index GSI1, so tenants could meet. Start it with Partition(\"TenantId\", …), or "
        + "declare the entity with IsSharedByTenants().");

    [Fact]
    public void Every_problem_at_once() => Build.Problems(t => t.HasIndex("GSI1", i => i.Partition("A", "List", "B", "A", "C").Sort("pk", "None"))
        .Entity<Thing>(e => EntityErrorTests.Keyed(e))).Count.ShouldBe(5);

    [Fact]
    public void Attributes_are_those_of_the_items()
    {
        var model = Build.Model(t => t.UseAttributeNaming(n => n.ToLowerInvariant()).HasIndex("GSI1", i => i.Partition("a", "number").Sort("at"), IndexProjection.Of("B", "A"))
            .Entity<Thing>(e => EntityErrorTests.Keyed(e).HasIndex("GSI1", x => new { x.A, x.Number }, x => x.At)));
        var key = model.Entities[0].Keys[1];
        key.PartitionSlots.Select(p => p.Name).ShouldBe(["A", "Number"]);
        key.SortSlots.Select(p => p.Name).ShouldBe(["At"]);
        model.Indexes[0].Attributes!.Value.ShouldBe(["_type", "b"]);
        model.Schema.Entities[0].IndexKeys[0].ToString().ShouldBe("A, Number  At");
    }

    private static string Problem(Func<IndexKeyBuilder, IndexKeyBuilder> keys) =>
        Build.Problem(t => t.HasIndex("GSI1", keys).Entity<Thing>(e => EntityErrorTests.Keyed(e)));

    internal sealed record Switch
    {
        public string Id { get; init; } = "";
        public bool IsOn { get; init; }
    }
}
