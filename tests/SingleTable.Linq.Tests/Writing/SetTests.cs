namespace SingleTable.Linq.Tests.Writing;

public class SetTests
{
    private static readonly byte[] s_one = [1];
    private static readonly byte[] s_two = [2, 2];

    [Fact]
    [Trait("Feature", "P14")]
    public async Task Sets_of_text_numbers_and_bytes_are_stored_as_sets_and_an_empty_one_not_at_all()
    {
        var (world, db) = await NewAsync();
        await db.Bags.CreateAsync(new Bag { Id = "1", Words = ["b", "a"], Numbers = [3, -1], Blobs = [s_one, s_two] });
        var item = await world.ItemAsync();
        item["Words"].SS.ShouldBe(["a", "b"], ignoreOrder: true);
        item["Numbers"].NS.ShouldBe(["-1", "3"], ignoreOrder: true);
        item["Blobs"].BS.Select(b => Convert.ToHexString(b.ToArray())).ShouldBe(["01", "0202"], ignoreOrder: true);
        var read = (await db.Bags.FindAsync("1"))!;
        read.Words.ShouldBe(["a", "b"], ignoreOrder: true);
        read.Numbers.ShouldBe([-1, 3], ignoreOrder: true);
        Hex(read.Blobs).ShouldBe(["01", "0202"]);

        await db.Bags.PutAsync(new Bag { Id = "1" });
        (await world.ItemAsync()).ShouldLack("Words", "Numbers", "Blobs");
        (await db.Bags.FindAsync("1"))!.Words.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Feature", "P14")]
    [Trait("Feature", "P6")]
    public async Task Elements_are_added_once_removed_and_found()
    {
        var (world, db) = await NewAsync();
        await db.Bags.CreateAsync(new Bag { Id = "1", Words = ["a"] });
        var one = db.Bags.Where(b => b.Id == "1");
        var bag = await one.UpdateAsync(u => u.AddToSet(b => b.Words, "a", "b", "b").AddToSet(b => b.Numbers, 1, 2, 1).AddToSet(b => b.Blobs, s_one, s_two));
        bag.Words.ShouldBe(["a", "b"], ignoreOrder: true);
        bag.Numbers.ShouldBe([1, 2], ignoreOrder: true);
        Hex(bag.Blobs).ShouldBe(["01", "0202"]);
        bag = await one.UpdateAsync(u => u.RemoveFromSet(b => b.Words, "a", "none").RemoveFromSet(b => b.Numbers, 1, 2).RemoveFromSet(b => b.Blobs, s_two), when: b => b.Words.Contains("a"));
        bag.Words.ShouldBe(["b"]);
        bag.Numbers.ShouldBeEmpty();
        Hex(bag.Blobs).ShouldBe(["01"]);
        (await world.ItemAsync()).ShouldLack("Numbers");
        (await one.Where(b => b.Words.Contains("b") && b.Words.Count == 1 && b.Numbers.Count == 0).ToListAsync()).Count.ShouldBe(1);
        await Should.ThrowAsync<ConditionFailedException>(() => one.UpdateAsync(u => u.AddToSet(b => b.Numbers, 9), when: b => b.Words.Contains("a")));
    }

    private static IEnumerable<string> Hex(HashSet<byte[]> blobs) => blobs.Select(Convert.ToHexString).Order(StringComparer.Ordinal);

    private static async Task<(WritingWorld<BagTable> World, BagTable Db)> NewAsync()
    {
        var world = await WritingWorld<BagTable>.CreateAsync(o => new BagTable(o));
        return (world, world.For("acme"));
    }
}

public sealed record Bag
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public HashSet<string> Words { get; init; } = [];
    public HashSet<int> Numbers { get; init; } = [];
    public HashSet<byte[]> Blobs { get; init; } = [];
}

public sealed class BagTable(TableOptions<BagTable> options) : TableContext(options)
{
    public EntitySet<Bag> Bags => Set<Bag>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Bags").HasTenant("TenantId");
        table.Entity<Bag>(e => e.HasKey(b => $"T#{b.TenantId}#BAG#{b.Id}", _ => "#B"));
    }
}
