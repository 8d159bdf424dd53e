namespace SingleTable.Linq.Tests.Modeling;

public class HierarchyErrorTests
{
    [Fact]
    public void A_hierarchy_has_one_set_of_keys_and_properties()
    {
        var model = Build.Model(t => t.Entity<Shape>(e => Keyed(e).HasDerived<Circle>(c => c.HasDerived<Disc>()).HasDerived<Square>()));
        var (shape, circle, disc) = (model.Find(typeof(Shape))!, model.Find(typeof(Circle))!, model.Find(typeof(Disc))!);
        shape.Concrete.Select(c => c.Name).ShouldBe(["Circle", "Disc", "Square"]);
        circle.Concrete.ShouldBe([circle, disc]);
        shape.FindInAny(typeof(Circle).GetProperty("Size")!).ShouldBe(circle.Property("Size"));
        shape.FindInAny(typeof(ISized).GetProperty("Size")!).ShouldBeNull("two types have it");
        (disc.Keys == shape.Keys, disc.Base, disc.Hierarchy).ShouldBe((true, circle, shape));
        disc.Properties.Take(circle.Properties.Length).ShouldBe(circle.Properties);
        disc.Properties.Select(p => p.Index).ShouldBe(Enumerable.Range(0, disc.Properties.Length));
        model.ItemCollections.ShouldHaveSingleItem().Entities.ShouldBe([shape]);
        model.Schema.Entities.Select(e => (e.Name, e.Base)).ShouldBe([("Shape", null), ("Circle", "Shape"), ("Disc", "Circle"), ("Square", "Shape")]);
        model.Schema.ToString().ShouldContain("Disc : Circle");
    }

    [Fact]
    public void Abstract_without_a_type_that_derives_from_it() => Problem(_ => { }).ShouldBe(
        "Shape is abstract or an interface, and no type that derives from it is declared, so no item could be one. Declare its concrete types with HasDerived<T>().");

    [Fact]
    public void Declared_twice() => Problem(e => e.HasDerived<Circle>().HasDerived<Circle>()).ShouldBe(
        "Circle is declared twice. Keep one call of Entity<Circle> or HasDerived<Circle>.");

    [Fact]
    public void Declared_as_an_entity_too() => Build.Problem(t =>
    {
        t.Entity<Shape>(e => Keyed(e).HasDerived<Square>());
        t.Entity<Square>(e => e.HasKey(s => $"SQ#{s.Id}", _ => "SQ"));
    }).ShouldBe("Square is declared twice. Keep one call of Entity<Square> or HasDerived<Square>.");

    [Fact]
    public void Derived_from_itself() => Problem(e => e.HasDerived<Circle>().HasDerived<Shape>()).ShouldBe(
        "Shape: HasDerived<Shape>() names the type itself. Name a type that derives from it, or remove the call.");

    [Fact]
    public void One_type_name() => Problem(e => e.HasDerived<Circle>().HasDerived<Square>(s => s.HasTypeName("Circle"))).ShouldContain("have the type name 'Circle'");

    [Fact]
    public void What_is_the_bases() => Problem(e => e.HasDerived<Circle>(c => c.Property(x => x.Id).HasAttribute("x"))).ShouldBe(
        "Circle.Id is a property of Shape, and stored in one way for all that derive from it. Say it there, or remove it from HasDerived<Circle>.");

    [Fact]
    public void A_hidden_property() => Problem(e => e.HasDerived<Hiding>()).ShouldBe(
        "Hiding.Id hides the property of Shape, so an item would have two values of one name. Give it another name, or override the property.");

    [Fact]
    public void One_attribute_for_two_types() => Problem(e => e.HasDerived<Circle>().HasDerived<Odd>()).ShouldBe(
        "Circle.Size (int) and Odd.Size (string) would both be stored as 'Size'. Use one type, or name one of them with HasAttribute(…).");

    [Fact]
    public void An_attribute_of_the_base() => Problem(e => e.HasDerived<Circle>(c => c.Property(x => x.Size).HasAttribute("Id"))).ShouldContain(
        "Circle: Id and Size would both be stored as 'Id'");

    [Fact]
    public void What_is_wrong_with_a_derived_type_itself() => Problem(e => e.HasDerived<Unmade>()).ShouldContain("the constructor of Unmade");

    [Fact]
    public void All_at_once() => Build.Problems(t => t.Entity<Shape>(e => Keyed(e).HasDerived<Hiding>().HasDerived<Unmade>().HasDerived<Shape>())).Count.ShouldBe(3);

    private static string Problem(Action<EntityBuilder<Shape>> configure) => Build.Problem(t => t.Entity<Shape>(e => configure(Keyed(e))));

    private static EntityBuilder<Shape> Keyed(EntityBuilder<Shape> e) => e.HasKey(s => $"SHAPE#{s.Id}", _ => "SHAPE");

    private abstract class Shape
    {
        public string Id { get; set; } = "";
    }

    private interface ISized
    {
        int Size { get; }
    }

    private class Circle : Shape, ISized
    {
        public int Size { get; set; }
    }

    private sealed class Disc : Circle
    {
        public int Depth { get; set; }
    }

    private sealed class Square : Shape, ISized
    {
        public int Size { get; set; }
    }

    private sealed class Hiding : Shape
    {
        public new string Id { get; set; } = "";
    }

    private sealed class Odd : Shape
    {
        public string Size { get; set; } = "";
    }

    private sealed class Unmade(int other) : Shape
    {
        public int Value() => other;
    }
}
