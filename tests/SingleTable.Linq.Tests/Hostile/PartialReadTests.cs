namespace SingleTable.Linq.Tests.Hostile;

/// <summary>A Select sends only what it reads, and still the result is that of the whole items.</summary>
public class PartialReadTests
{
    [Fact]
    public async Task The_open_edge_of_a_range_is_left_out_although_the_Select_does_not_read_its_key()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        (await db.Samples.Where(x => x.Group == "g" && string.Compare(x.Id, "s3") < 0).Select(x => x.Number).ToListAsync()).ShouldBe([0, 1, 2]);
        (await db.Samples.Where(x => x.Group == "g" && string.Compare(x.Id, "s6") > 0).Select(x => x.Name).ToListAsync()).ShouldBe(["n2", "n1"]);
    }

    [Fact]
    public async Task The_open_edge_of_a_range_and_the_greatest_Take_make_no_negative_limit()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        (await db.Samples.Where(x => x.Group == "g" && string.Compare(x.Id, "s3") < 0).Take(int.MaxValue).CountAsync()).ShouldBe(3);
        (await db.Samples.Where(x => x.Group == "g" && string.Compare(x.Id, "s3") < 0).Take(int.MaxValue).ToListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_key_is_read_in_part_where_items_expire()
    {
        var world = await HostileWorld.CreateAsync();
        var db = world.For("acme");
        await db.Samples.PutAsync(new Sample { Id = "old", Name = "old", ExpiresAt = world.Time.GetUtcNow() });
        (await db.Samples.Where(x => x.Group == "g" && x.Id == "s1").Select(x => x.Name).SingleAsync()).ShouldBe("n8");
        (await db.Samples.Where(x => x.Group == "g" && x.Id == "old").Select(x => x.Name).SingleOrDefaultAsync()).ShouldBeNull();
        var ids = new[] { "s1", "old", "s2" };
        (await db.Samples.Where(x => x.Group == "g" && ids.Contains(x.Id)).Select(x => x.Name).ToListAsync()).ShouldBe(["n8", "n7"]);
    }

    [Fact]
    public async Task Several_requests_are_put_in_order_by_what_the_Select_does_not_read()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        await db.Samples.PutAsync(new Sample { Group = "h", Id = "s4x", Name = "h" });
        var (ids, groups) = (new[] { "s1", "s2", "s3" }, new[] { "g", "h" });
        (await db.Samples.Where(x => x.Group == "g" && ids.Contains(x.Id)).OrderByDescending(x => x.Number).Select(x => x.Name).ToListAsync())
            .ShouldBe(["n6", "n7", "n8"]);
        (await db.Samples.Where(x => groups.Contains(x.Group)).OrderBy(x => x.Id).Select(x => x.Name).ToListAsync())
            .ShouldBe(["n9", "n8", "n7", "n6", "n5", "h", "n4", "n3", "n2", "n1"]);
    }

    [Fact]
    public async Task One_Select_may_be_asked_for_results_of_a_base_type()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        var names = db.Samples.Where(x => x.Group == "g").Select(x => x.Id);
        IQueryable<object> objects = names;
        (await objects.ToListAsync()).Count.ShouldBe(9);
        (await names.ToListAsync()).Count.ShouldBe(9);
        (await objects.FirstAsync()).ShouldBe("s0");
        (await names.FirstAsync()).ShouldBe("s0");
    }
}
