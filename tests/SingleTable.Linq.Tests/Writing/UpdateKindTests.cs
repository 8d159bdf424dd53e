using System.Text.Json;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>What an update takes from the item that it changes: computed values, lists, numbers inside of maps.</summary>
public class UpdateKindTests
{
    // What is not the same when done twice goes by a token, and the item is read back.
    private const string Update = "TransactWriteItems Documents  [Update Document pk = T#acme#DOC#1 sk = #DOC set UpdatedAt";
    private const string Read = "GetItem Documents  pk = T#acme#DOC#1  sk = #DOC  consistent";

    private static readonly Document s_document = new()
    {
        Id = "1", Title = "First", Folder = "f", Priority = 5, Price = 1.5m, Address = new Address("Rome", "Via", ["1"]), Counts = { ["x"] = 1 }, Lines = ["b", "c"],
    };

    [Fact]
    [Trait("Fault", "23")]
    [Trait("Feature", "P6")]
    public async Task Values_are_computed_from_the_item_before_it_changes()
    {
        var (world, db) = await CreatedAsync();
        var step = 2;
        var updated = await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u
            .Set(d => d.Views, d => (d.Views ?? 10) + step)
            .Set(d => d.Price, d => d.Price - d.Counts["x"])
            .Set(d => d.Counts["y"], d => d.Priority)
            .Set(d => d.Address!.Street, d => d.Address!.City));

        (updated.Views, updated.Price, updated.Counts["y"], updated.Address!.Street).ShouldBe((12, 0.5m, 5, "Rome"));
        world.TakeLines().ShouldBe([
            "TransactWriteItems Documents  [Update Document pk = T#acme#DOC#1 sk = #DOC set UpdatedAt compute Views, Price, Counts.y, Address.Street"
            + " if exists and Price is not null and Counts.x is not null and Priority is not null and Counts is not null and Address.City is not null and Address is not null]",
            Read,
        ]);
        JsonDocument.Parse(world.Requests[0].Json).RootElement.GetProperty("TransactItems")[0].GetProperty("Update").GetProperty("UpdateExpression").GetString()!
            .ShouldStartWith("SET #a0 = if_not_exists(#a0, :v0) + :v1, #a1 = #a1 - #a2.#a3, ");
        (await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Set(d => d.Views, d => (d.Views ?? 10) + step))).Views.ShouldBe(14);
    }

    [Fact]
    public async Task A_path_that_is_absent_fails_the_condition()
    {
        var (_, db) = await CreatedAsync();
        var target = db.Documents.Where(d => d.Id == "1");
        await Should.ThrowAsync<ConditionFailedException>(() => target.UpdateAsync(u => u.Set(d => d.Counts["x"], d => d.Counts["absent"])));
        await target.UpdateAsync(u => u.Remove(d => d.Address));
        await Should.ThrowAsync<ConditionFailedException>(() => target.UpdateAsync(u => u.Append(d => d.Address!.Phones, "2")));
    }

    [Fact]
    [Trait("Feature", "P6")]
    public async Task Lists_grow_at_both_ends_also_when_absent_and_shrink_anywhere()
    {
        var (world, db) = await CreatedAsync();
        var target = db.Documents.Where(d => d.Id == "1");
        (await target.UpdateAsync(u => u.Append(d => d.Lines, "d", "e"))).Lines.ShouldBe(["b", "c", "d", "e"]);
        (await target.UpdateAsync(u => u.Prepend(d => d.Lines, "a").Append(d => d.Address!.Phones, "2"))).Lines.ShouldBe(["a", "b", "c", "d", "e"]);
        (await target.UpdateAsync(u => u.RemoveAt(d => d.Lines, 1).RemoveAt(d => d.Lines, 3))).Lines.ShouldBe(["a", "c", "e"]);
        world.TakeLines().ShouldBe([
            $"{Update} append to Lines if exists]", Read,
            $"{Update} append to Address.Phones prepend to Lines if exists and Address is not null]", Read,
            $"{Update} remove Lines[1], Lines[3] if exists]", Read,
        ]);
        var item = await world.ItemAsync();
        item["Address"].M["Phones"].L.Select(e => e.S).ShouldBe(["1", "2"]);
        item.Remove("Lines");
        await world.Client.PutItemAsync(world.TableName, item);
        (await target.UpdateAsync(u => u.Append(d => d.Lines, "z"))).Lines.ShouldBe(["z"]);
    }

    [Fact]
    [Trait("Feature", "P6")]
    public async Task Insert_sets_the_list_of_a_loaded_entity_while_it_is_that()
    {
        var (_, db) = await CreatedAsync();
        var loaded = await db.Documents.SingleAsync(d => d.Id == "1");
        (await db.Documents.UpdateAsync(loaded, u => u.Insert(d => d.Lines, 1, "x", "y"))).Lines.ShouldBe(["b", "x", "y", "c"]);
        await Should.ThrowAsync<ConditionFailedException>(() => db.Documents.UpdateAsync(loaded, u => u.Insert(d => d.Lines, 2, "z")));
        (await Should.ThrowAsync<WriteException>(() => db.Documents.UpdateAsync(loaded, u => u.Insert(d => d.Lines, 3, "z")))).Code.ShouldBe("STL3132");
    }

    [Fact]
    [Trait("Feature", "P6")]
    public async Task Numbers_inside_of_a_map_are_added_to_and_absent_ones_count_as_zero()
    {
        var (world, db) = await CreatedAsync();
        var updated = await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Add(d => d.Counts["x"], 4).Subtract(d => d.Counts["new"], 3));
        updated.Counts.ShouldBe(new Dictionary<string, int> { ["x"] = 5, ["new"] = -3 }, ignoreOrder: true);
        world.TakeLines().ShouldBe([$"{Update} add Counts.x subtract Counts.new if exists and Counts is not null]", Read]);
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Feature", "S7")]
    public async Task An_index_key_follows_a_computed_value_of_a_loaded_entity_and_is_guarded()
    {
        var (world, db) = await CreatedAsync();
        var loaded = await db.Documents.SingleAsync(d => d.Id == "1");
        var moved = await db.Documents.UpdateAsync(loaded, u => u.Set(d => d.Kind, d => d.Title).Set(d => d.Priority, d => d.Priority + d.Counts["x"]));
        (moved.Kind, moved.Priority).ShouldBe(("First", 6));
        var item = await world.ItemAsync();
        (item.Text("kpk"), item.Text("psk")).ShouldBe(("T#acme#KIND#First", "6"));
        await Should.ThrowAsync<ConditionFailedException>(
            () => db.Documents.UpdateAsync(loaded with { Title = "stale" }, u => u.Set(d => d.Kind, d => d.Title)));
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task Unique_values_and_the_audit_trail_follow_computed_values()
    {
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o));
        var db = world.For("acme");
        await db.Clubs.CreateAsync(new Club { Id = "c" });
        await db.Members.CreateAsync(new Member { ClubId = "c", Id = "1", Email = "a@x", Home = new("Rome", 7) });
        await db.Members.CreateAsync(new Member { ClubId = "c", Id = "2", Email = "b@x" });
        var target = db.Members.Where(m => m.ClubId == "c" && m.Id == "1");
        await target.UpdateAsync(u => u.Set(m => m.Nick, m => m.Email).Add(m => m.Home!.Zip, 3));
        var audit = (await world.ItemsAsync()).Select(i => JsonSerializer.Serialize(i.ToDictionary(a => a.Key, a => a.Value.S))).ToList();
        audit.ShouldContain(i => i.Contains("a@x", StringComparison.Ordinal));
        await target.UpdateAsync(u => u.Set(m => m.Email, m => m.Nick));
        await db.Members.Where(m => m.ClubId == "c" && m.Id == "2").UpdateAsync(u => u.Set(m => m.Nick, "other"));
        await Should.ThrowAsync<UniqueViolationException>(() => target.UpdateAsync(u => u.Set(m => m.Nick, "other")));
        (await db.Members.Where(m => m.ClubId == "c" && m.Id == "1").SingleAsync()).Home.ShouldBe(new Home("Rome", 10));
    }

    private static async Task<(WritingWorld<DocumentTable> World, DocumentTable Db)> CreatedAsync()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        world.Forget();
        return (world, db);
    }
}
