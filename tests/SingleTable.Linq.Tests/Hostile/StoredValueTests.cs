namespace SingleTable.Linq.Tests.Hostile;

public class StoredValueTests
{
    [Fact]
    public async Task Times_that_are_equal_in_NET_and_not_when_stored_stay_apart_in_one_update()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        var utc = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);
        var local = DateTime.SpecifyKind(utc, DateTimeKind.Local);
        local.ShouldBe(utc);
        var updated = await db.Samples.Where(x => x.Group == "g" && x.Id == "s1").UpdateAsync(u => u.Set(x => x.Start, utc).Set(x => x.End, local));
        updated.Start.ShouldBe(utc);
        updated.End.ShouldBe(local.ToUniversalTime());
    }

    [Fact]
    public async Task A_condition_on_a_deletion_is_one_also_where_the_values_have_decided_it()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        var isStrict = false;
        var missing = db.Samples.Where(x => x.Group == "g" && x.Id == "missing");
        await Should.ThrowAsync<ItemNotFoundException>(() => missing.DeleteAsync(when: x => !isStrict || x.Number == 1));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Samples.DeleteAsync(new Sample { Id = "missing" }, when: x => !isStrict || x.Number == 1));
        (await missing.DeleteAsync()).ShouldBeFalse();
        (await db.Samples.DeleteAsync(new Sample { Id = "s1" }, when: x => !isStrict)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_item_without_the_values_of_its_key_is_read_where_keys_are_not_checked()
    {
        var world = await HostileWorld.CreateAsync();
        var db = new HostileTable((((TableOptions<HostileTable>)world.For("acme").Options) with { KeyCheck = KeyCheck.Off }).ForTenant("acme"));
        await world.Client.PutItemAsync(world.TableName, new() { ["pk"] = new("T#acme#G#odd"), ["sk"] = new("S#a"), ["_type"] = new("acme#Sample"), ["Name"] = new("x") });
        (await db.Samples.Where(x => x.Group == "odd" && string.Compare(x.Id, "b") < 0).SingleAsync()).Name.ShouldBe("x");
    }
}
