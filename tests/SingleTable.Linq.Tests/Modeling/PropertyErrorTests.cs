namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What is wrong with one property: its type, its attribute, its generators, how it is built.</summary>
public class PropertyErrorTests
{
    [Fact]
    public void Object_property() => Build.Problem<Holder<object>>(Keyed).ShouldBe(
        "Holder<object>.Value: object cannot be stored: nothing says what it holds. Use a type that is supported, give "
        + "the property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void Interface_property() => Build.Problem<Holder<IDisposable>>(Keyed).ShouldBe(
        "Holder<IDisposable>.Value: IDisposable cannot be stored: nothing says which type to create. Use a concrete "
        + "type. Use a type that is supported, give the property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void Stream_property() => Build.Problem<Holder<Stream>>(Keyed).ShouldBe(
        "Holder<Stream>.Value: Stream cannot be stored: nothing says which type to create. Use a concrete type. Use a "
        + "type that is supported, give the property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void Delegate_property() => Build.Problem<Holder<Action>>(Keyed).ShouldBe(
        "Holder<Action>.Value: Action cannot be stored: code cannot be stored. Use a type that is supported, give the "
        + "property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void List_of_objects() => Build.Problem<Holder<List<object>>>(Keyed).ShouldBe(
        "Holder<List<object>>.Value: object cannot be stored: nothing says what it holds. Use a type that is supported, "
        + "give the property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void Conversion_to_what_cannot_be_stored() => Build.Problem<Holder<Uri>>(e =>
    {
        Keyed(e);
        e.Property(x => x.Value).HasConversion<object>(u => u!, o => (Uri)o);
    }).ShouldBe(
        "Holder<Uri>.Value: HasConversion stores it as object, but object cannot be stored: nothing says what it holds. "
        + "Use a type that is supported, give the property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void Conversion_of_the_table_to_what_cannot_be_stored() =>
        Build.Problem(t => t.HasConversion<Version, Action>(_ => () => { }, _ => new Version()).Entity<Holder<int>>(Keyed)).ShouldBe(
        "HasConversion of the table stores values as Action, but Action cannot be stored: code cannot be stored. Use a "
        + "type that is supported, give the property a HasConversion(…), or leave it out with Ignore(…).");

    [Fact]
    public void Entity_without_has_many() => Two<Holder<Other>>().ShouldBe(
        "Holder<Other>.Value holds Other, which is an entity of its own. Declare it with HasOne(x => x.Value), or leave it out "
        + "with Ignore(x => x.Value).");

    [Fact]
    public void Entities_without_has_many() => Two<Holder<List<Other>>>().ShouldBe(
        "Holder<List<Other>>.Value holds Other, which is an entity of its own. Declare it with HasMany(x => x.Value), or "
        + "leave it out with Ignore(x => x.Value).");

    [Fact]
    public void Two_properties_of_one_attribute() => Build.Problem<Thing>(e =>
    {
        EntityErrorTests.Keyed(e);
        e.Property(x => x.A).HasAttribute("b");
        e.Property(x => x.B).HasAttribute("b");
    }).ShouldBe(
        "Thing: A and B would both be stored as 'b'. Name one of them with HasAttribute(…).");

    [Fact]
    public void Two_properties_that_the_naming_makes_one() =>
        Build.Problem(t => t.UseAttributeNaming(n => n is "A" or "B" ? "x" : n).Entity<Thing>(e => EntityErrorTests.Keyed(e))).ShouldBe(
        "Thing: A and B would both be stored as 'x'. Name one of them with HasAttribute(…).");

    [Fact]
    public void Empty_name() => Build.Problem(t => t.UseAttributeNaming(n => n == "A" ? "" : n).Entity<Thing>(e => EntityErrorTests.Keyed(e))).ShouldBe(
        "Thing.A: UseAttributeNaming gave it an empty name. Return a name for every property.");

    [Theory]
    [InlineData("pk")]
    [InlineData("sk")]
    [InlineData("_type")]
    [InlineData("_timestamp")]
    [InlineData("ttl")]
    [InlineData("gsi1pk")]
    [InlineData("gsi1sk")]
    [InlineData("score")]
    [Trait("Fault", "15")]
    [Trait("Feature", "T7")]
    public void Attribute_of_the_table(string attribute) => Build.Problem(t =>
    {
        EntityErrorTests.Indexed(t).HasTypeIndex("Types").HasTimeToLive("ttl");
        t.Entity<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.A).HasAttribute(attribute));
    }).ShouldBe($"Thing.A would be stored as '{attribute}', which is an attribute of the table's own. "
        + "Name another with Property(x => x.A).HasAttribute(…).");

    [Fact]
    public void Constructor_parameter_without_a_property() =>
        Build.Problem<Odd>(e => e.HasKey(x => $"ODD#{x.Id}", _ => "S")).ShouldBe(
        "The parameter 'size' of the constructor of Odd has no property of that name and type. Name it after a property, "
        + "or add a constructor without it.");

    [Fact]
    public void Constructor_parameter_of_another_type() =>
        string.Join('\n', Build.Problems(t => t.Entity<Mistyped>(e => e.HasKey(x => $"ODD#{x.Id}", _ => "S")))).ShouldBe(
        "The parameter 'size' of the constructor of Mistyped has no property of that name and type. Name it after a "
        + "property, or add a constructor without it.\nMistyped.Size can be written, but not read back: it has neither a "
        + "setter nor a constructor parameter of its type. Give it one, or leave the property out.");

    [Fact]
    public void Generator_that_cannot_make_the_type() =>
        Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.MaybeNumber).OnCreate(Generate.Ulid)).ShouldBe(
        "Thing.MaybeNumber: Generate.Ulid makes no int. Use another one of Generate, or a lambda: OnCreate(context => …).");

    [Fact]
    public void Generator_of_an_update_that_cannot_make_the_type() =>
        Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.Uuid).OnUpdate(Generate.Timestamp)).ShouldBe(
        "Thing.Uuid: Generate.Timestamp makes no Guid. Use another one of Generate, or a lambda: OnUpdate(context => …).");

    [Fact]
    public void Key_that_an_update_would_generate() =>
        Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.Id).OnUpdate(Generate.UuidV7)).ShouldBe(
        "Thing.Id is part of the primary key, which never changes, but OnUpdate(Generate.UuidV7) would change it. Use "
        + "OnCreate, or take the property out of the key.");

    [Fact]
    public void Sealed_without_a_generator() => Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.A).IsSealed()).ShouldBe(
        "Thing.A is sealed, but nothing generates it, so it could never have a value. Add OnCreate(…) or OnUpdate(…), or "
        + "remove IsSealed().");

    [Fact]
    public void Said_about_a_property_that_is_not_stored() =>
        Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.Computed).HasAttribute("c")).ShouldBe(
        "Thing.Computed: Property(x => x.Computed) says how it is stored, but it is not: it has no setter. Give it one "
        + "(private or init will do), or name another property.");

    [Fact]
    public void Said_about_what_is_not_a_property() => Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Property(x => x.Inner!.City)).ShouldBe(
        "Thing: Property(x => x.Inner.City) does not name a property of Thing. Write Property(x => x.SomeProperty).");

    [Fact]
    public void Ignored_what_is_not_a_property() => Build.Problem<Thing>(e => EntityErrorTests.Keyed(e).Ignore(x => x.A.Length)).ShouldBe(
        "Thing: Ignore(x => x.A.Length) does not name a property of Thing. Write Ignore(x => x.SomeProperty).");

    private static void Keyed<T>(EntityBuilder<Holder<T>> e) => e.HasKey(x => $"H#{x.Id}", _ => "S");

    private static string Two<T>()
        where T : class, IHolder => Build.Problem(t =>
        {
            t.Entity<T>(e => e.HasKey(x => $"H#{x.Id}", _ => "S"));
            t.Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}", _ => "S"));
        });

    private interface IHolder
    {
        string Id { get; }
    }

    private sealed class Holder<T> : IHolder
    {
        public string Id { get; set; } = "";
        public T? Value { get; set; }
    }

    private sealed class Odd(string id, int size)
    {
        public string Id { get; } = id;
        public int Twice { get; } = size * 2;
    }

    private sealed class Mistyped(string id, string size)
    {
        public string Id { get; } = id;
        public int Size { get; } = size.Length;
    }
}
