namespace SingleTable.Linq.Tests.Modeling;

public class ReferenceErrorTests
{
    [Fact]
    public void A_slot_that_nothing_gives_is_named() => Problem(e => e.HasOne(x => x.Other)).ShouldBe(
        "Source.Other: no property of Source gives Id of the key of Target (looked for: OtherId, TargetId). Add one of these, or name it: "
        + "HasOne(x => x.Other, x => new { Id = x.… }).");

    [Fact]
    public void Another_type() => Problem(e => e.HasOne(x => x.Other, x => new { Id = x.Number })).ShouldBe(
        "Source.Other: Source.Number gives Id of the key of Target, but is int where that is string. Use one type in both.");

    [Fact]
    public void A_name_that_is_not_in_the_key() => Problem(e => e.HasOne(x => x.Other, x => new { Id = x.Text, Name = x.Text })).ShouldBe(
        "Source.Other: HasOne gives Name, which is not part of the key of Target (it has: Id). Name one of these.");

    [Fact]
    public void A_key_that_is_no_list_of_names() => Problem(e => e.HasOne(x => x.Other, x => x.Text)).ShouldContain("does not name the parts of a key");

    [Fact]
    public void No_entity() => Problem(e => e.HasOne(x => x.Text)).ShouldStartWith("Source.Text: string is not an entity of this table.");

    [Fact]
    public void A_collection() => Problem(e => e.HasOne(x => x.Many)).ShouldBe(
        "Source.Many: HasOne names a collection. Declare it with HasMany(x => x.Many).");

    [Fact]
    public void No_setter() => Problem(e => e.HasOne(x => x.Fixed, x => new { Id = x.Text })).ShouldBe(
        "Source.Fixed: Include could not fill it. Give it a setter (init will do).");

    [Fact]
    public void Itself() => Problem(e => e.HasOne(x => x.Self)).ShouldContain("it would refer to itself. Add a property such as SelfId");

    [Fact]
    public void Found_by_the_name_of_the_reference()
    {
        var model = Build.Model(t =>
        {
            t.Entity<Source>(e => Keyed(e).HasOne(x => x.Second));
            t.Entity<Target>(e => e.HasKey(x => $"T#{x.Id}", _ => "T"));
        });

        var second = model.Find(typeof(Source))!.Navigations.ShouldHaveSingleItem().ShouldBeOfType<Linq.Model.ReferenceModel>();
        second.PartitionSources.ShouldHaveSingleItem()!.Name.ShouldBe("SecondId");
        second.IsInPartition.ShouldBeFalse();
    }

    private static string Problem(Action<EntityBuilder<Source>> configure) => Build.Problems(t =>
    {
        t.Entity<Source>(e => configure(Keyed(e)));
        t.Entity<Target>(e => e.HasKey(x => $"T#{x.Id}", _ => "T"));
    }).ShouldHaveSingleItem();

    private static EntityBuilder<Source> Keyed(EntityBuilder<Source> e) => e.HasKey(x => $"S#{x.Id}", _ => "S")
        .Ignore(x => x.Other).Ignore(x => x.Second).Ignore(x => x.Fixed).Ignore(x => x.Many).Ignore(x => x.Self);

    private sealed class Target
    {
        public string Id { get; set; } = "";
    }

    private sealed class Source
    {
        public string Id { get; set; } = "";
        public string? Text { get; set; }
        public int Number { get; set; }
        public string? SecondId { get; set; }
        public Target? Other { get; set; }
        public Target? Second { get; set; }
        public Target? Fixed { get; }
        public List<Target> Many { get; set; } = [];
        public Source? Self { get; set; }
    }
}
