using System.Text.Json;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

public class UpdateTests
{
    private const string Org = "o1";
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = Org, Name = "First", MemberCount = 3, Tags = ["a", "b"], Description = "d" };
    private static readonly Document s_document = new()
    {
        Id = "1", Title = "First", Folder = "f", Priority = 5, Views = 10, Price = 1.5m, Labels = ["a"], Address = new Address("Rome", "Via", ["1"]),
        Counts = { ["x"] = 1 }, Lines = ["l0", "l1"],
    };

    [Fact]
    public async Task Update_is_one_UpdateItem_and_gives_the_entity_after_it()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        world.Forget();

        var updated = await db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "Platform").Add(t => t.MemberCount, 1).AtLeastOnce());

        updated.ShouldBe(s_team with { TenantId = "acme", Name = "Platform", MemberCount = 4, Tags = updated.Tags, Members = updated.Members });
        world.Lines.ShouldBe(["UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1  set Name  add MemberCount  if exists"]);
        var body = JsonDocument.Parse(world.Requests.ShouldHaveSingleItem().Json).RootElement;
        body.GetProperty("UpdateExpression").GetString().ShouldBe("SET #a0 = :v0 ADD #a1 :v1");
        body.GetProperty("ConditionExpression").GetString().ShouldBe("attribute_exists(#a2) AND #a3 = :v2");
        body.GetProperty("ReturnValues").GetString().ShouldBe("ALL_NEW");
        body.GetProperty("ReturnValuesOnConditionCheckFailure").GetString().ShouldBe("ALL_OLD");
    }

    [Fact]
    public async Task A_second_condition_on_a_key_is_a_condition_of_the_write()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        var other = "t2";
        await Should.ThrowAsync<ConditionFailedException>(
            () => db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1" && t.Id == other).UpdateAsync(u => u.Set(t => t.Name, "Platform")));
        await Should.ThrowAsync<ConditionFailedException>(
            () => db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1" && t.Id.CompareTo(other) > 0).DeleteAsync());
    }

    [Fact]
    [Trait("Fault", "23")]
    [Trait("Feature", "P6")]
    [Trait("Feature", "P14")]
    [Trait("Feature", "T4")]
    public async Task Every_operation()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        world.Forget();
        var line = 1;

        var updated = await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u
            .SetIfNotExists(d => d.Price, 99)
            .SetIfNotExists(d => d.Blob, [1])
            .Subtract(d => d.Views, 3)
            .AddToSet(d => d.Labels, "a", "b", "c")
            .AddToSet(d => d.Ratings, 4, 5)
            .Set(d => d.Address!.City, "Milan")
            .Remove(d => d.Address!.Street)
            .Set(d => d.Counts["y"], 2)
            .Remove(d => d.Counts["x"])
            .Set(d => d.Lines[line], "new")
            .Set(d => d.ExpiresAt, world.Time.GetUtcNow().AddHours(1))
            .AtLeastOnce());

        updated.Price.ShouldBe(1.5m);
        updated.Blob.ShouldBe([1]);
        updated.Views.ShouldBe(7);
        updated.Labels.ShouldBe(["a", "b", "c"], ignoreOrder: true);
        updated.Ratings.ShouldBe([4, 5], ignoreOrder: true);
        updated.Address.ShouldBe(new Address("Milan", null, updated.Address!.Phones));
        updated.Address.Phones.ShouldBe(["1"]);
        updated.Counts.ShouldBe(new Dictionary<string, int> { ["y"] = 2 });
        updated.Lines.ShouldBe(["l0", "new"]);
        updated.UpdatedAt.ShouldBe(world.Time.GetUtcNow());
        world.Lines.ShouldBe([
            "UpdateItem Documents  pk = T#acme#DOC#1  sk = #DOC  set Address.City, Counts.y, Lines[1], ExpiresAt, UpdatedAt  set if absent Price, Blob"
            + "  subtract Views  remove Address.Street, Counts.x  add to Labels, Ratings  if exists",
        ]);
        (await world.ItemAsync()).Text("ttl").ShouldBe(world.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString());

        updated = await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u
            .RemoveFromSet(d => d.Labels, "a", "z").RemoveFromSet(d => d.Ratings, 4, 5).Remove(d => d.ExpiresAt).Set(d => d.Address, null).Add(d => d.Price, 0.25m)
            .Set(d => d.Counts, []).Remove(d => d.Lines[0]));
        updated.Labels.ShouldBe(["b", "c"], ignoreOrder: true);
        updated.Ratings.ShouldBeEmpty();
        updated.Price.ShouldBe(1.75m);
        updated.Lines.ShouldBe(["new"]);
        (await world.ItemAsync()).ShouldLack("ttl", "ExpiresAt", "Ratings", "Address");
    }

    [Fact]
    public async Task Update_without_an_item_names_what_was_missing()
    {
        var world = await WritingWorld.SaasAsync();
        var error = await Should.ThrowAsync<ItemNotFoundException>(
            () => world.For("acme").Teams.Where(t => t.OrganizationId == Org && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "x")));
        (error.Code, error.Entity, error.Operation).ShouldBe(("STL3002", "Team", "UpdateItem"));
        error.Message.ShouldBe("STL3002 Update of Team: there is no Team with this key.");
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task Update_creates_no_ghost()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await Should.ThrowAsync<ItemNotFoundException>(
            () => db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1").UpdateAsync(u => u.Add(t => t.MemberCount, 1), when: t => t.Name != "x"));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Teams.UpdateAsync(s_team, u => u.Set(t => t.Name, "x")));
        (await world.ItemsAsync()).ShouldBeEmpty();

        // an item of another type under the key is not touched either
        await world.Client.PutItemAsync(world.TableName, new() { ["pk"] = new("TENANT#acme#ORG#o1"), ["sk"] = new("TEAM#t1"), ["_type"] = new("acme#Other") });
        await Should.ThrowAsync<ItemNotFoundException>(
            () => db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "x")));
        (await world.ItemAsync()).ShouldLack("Name");
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task A_key_property_cannot_be_updated()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var target = db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1");
        foreach (var update in new Func<UpdateBuilder<Team>, UpdateBuilder<Team>>[]
        {
            u => u.Set(t => t.Id, "t2"), u => u.Set(t => t.OrganizationId, "o2"), u => u.Set(t => t.TenantId, "evil"), u => u.Remove(t => t.Id),
            u => u.SetIfNotExists(t => t.TenantId, "evil"), u => u.Set(t => t.Name, "ok").Set(t => t.Id, "t2"),
        })
        {
            (await Should.ThrowAsync<WriteException>(() => target.UpdateAsync(update))).Code.ShouldBe("STL3103");
            (await Should.ThrowAsync<WriteException>(() => db.Teams.UpdateAsync(s_team, update))).Code.ShouldBe("STL3103");
        }

        world.SentNothing();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name_before_anything_is_sent()
    {
        var world = await WritingWorld.DocumentsAsync();
        var target = world.For("acme").Documents.Where(d => d.Id == "1");
        async Task Refused(string code, string property, Func<UpdateBuilder<Document>, UpdateBuilder<Document>> update)
        {
            var error = await Should.ThrowAsync<WriteException>(() => target.UpdateAsync(update));
            (error.Code, error.Entity, error.Property ?? "").ShouldBe((code, "Document", property));
            error.Message.ShouldNotContain("secret");
        }

        await Refused("STL3104", "Title", u => u.Set(d => d.Title, "secret").SetIfNotExists(d => d.Title, "b"));
        await Refused("STL3104", "Address", u => u.Set(d => d.Address!.City, "secret").Remove(d => d.Address));
        await Refused("STL3104", "Counts", u => u.Set(d => d.Counts["k"], 1).Set(d => d.Counts["k"], 2));
        await Refused("STL3104", "Views", u => u.Add(d => d.Views, 1).Given(d => d.Views, 1).Given(d => d.Views, 2));
        await Refused("STL3105", "Title", u => u.Remove(d => d.Title));
        await Refused("STL3105", "Title", u => u.Set(d => d.Title, null!));
        await Refused("STL3105", "Priority", u => u.Remove(d => d.Priority));
        await Refused("STL3105", "Address", u => u.Remove(d => d.Address!.City));
        await Refused("STL3105", "Folder", u => u.SetIfNotExists(d => d.Folder, null));
        await Refused("STL3106", "Title", u => u.Add(d => d.Title, "secret"));
        await Refused("STL3106", "ExpiresAt", u => u.Subtract(d => d.ExpiresAt, null));
        await Refused("STL3106", "Lines", u => u.AddToSet(d => d.Lines, "secret"));
        await Refused("STL3130", "Title", u => u.Append(d => d.Title, 's'));
        await Refused("STL3130", "Labels", u => u.RemoveAt(d => d.Labels, 0));
        await Refused("STL3131", "Title", u => u.Set(d => d.Title, d => d.Title + "secret"));
        await Refused("STL3131", "Priority", u => u.Set(d => d.Priority, d => d.Priority * 2));
        await Refused("STL3131", "Views", u => u.Set(d => d.Views, d => d.Views + 1));
        await Refused("STL3131", "Priority", u => u.Set(d => d.Priority, d => (int)d.Price));
        await Refused("STL3132", "Lines", u => u.Insert(d => d.Lines, 1, "secret"));
        await Refused("STL3133", "ExpiresAt", u => u.Set(d => d.ExpiresAt, d => d.UpdatedAt));
        await Refused("STL3111", "Priority", u => u.Set(d => d.Priority, d => d.Priority + 1));
        await Refused("STL3106", "", u => u.Set(d => d.Title.ToUpperInvariant(), "secret"));
        await Refused("STL3107", "Priority", u => u.Set<double>(d => d.Priority, 1.5));
        await Refused("STL3107", "Priority", u => u.Set<long>(d => d.Priority, 3_000_000_000));
        await Refused("STL3109", "", u => u);
        await Refused("STL3109", "", u => u.AddToSet(d => d.Labels).Given(d => d.Title, "secret"));
        world.SentNothing();
    }

    [Fact]
    public async Task Only_a_query_that_names_one_item_can_be_written()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var whole = db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1");
        async Task Refused(IQueryable<Team> target, string because)
        {
            foreach (var write in new Func<Task>[]
            {
                () => target.UpdateAsync(u => u.Set(t => t.Name, "x")), () => target.DeleteAsync(),
                () => { db.Transaction().Check(target, t => t.MemberCount > 0); return Task.CompletedTask; },
            })
            {
                var error = await Should.ThrowAsync<WriteException>(write);
                error.Code.ShouldBe("STL3101");
                error.Message.ShouldContain(because);
            }
        }

        await Refused(db.Teams, "Team.OrganizationId, Team.Id");
        await Refused(db.Teams.Where(t => t.OrganizationId == Org), "Team.Id");
        await Refused(db.Teams.Where(t => t.OrganizationId == Org && t.Id.CompareTo("t1") >= 0), "Team.Id");
        await Refused(db.Teams.Where(t => t.OrganizationId == Org && t.Id.StartsWith("t1")), "Team.Id");
        string? none = null;
        var byNull = db.Teams.Where(t => t.OrganizationId == Org && t.Id == none);
        (await Should.ThrowAsync<KeyValueException>(() => byNull.DeleteAsync())).Property.ShouldBe("Id");
        await Refused(whole.OrderBy(t => t.Id), "OrderBy");
        await Refused(whole.Reverse(), "Reverse");
        await Refused(whole.Take(1), "Take");
        await Refused(whole.Include(t => t.Members), "Include");
        await Refused(whole.UsingIndex("GSI1"), "UsingIndex");
        await Refused(whole.AllowScan(), "AllowScan");
        await Refused(whole.ConsistentRead(), "ConsistentRead");
        await Refused(whole.Select(t => new Team { OrganizationId = "", Name = t.Name }), "Select");
        await Refused(whole.Where(t => false), "can hold for no Team");
        world.SentNothing();
    }

    [Fact]
    [Trait("Fault", "27")]
    public async Task A_failed_condition_is_an_error_with_the_item_and_no_second_read()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        world.Forget();

        var error = await Should.ThrowAsync<ConditionFailedException>(
            () => db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1").UpdateAsync(u => u.Add(t => t.MemberCount, 1).AtLeastOnce(), when: t => t.MemberCount < 3));

        error.Current.ShouldBeOfType<Team>().MemberCount.ShouldBe(3);
        (error.Code, error.Entity, error.Operation).ShouldBe(("STL3003", "Team", "UpdateItem"));
        error.Message.ShouldBe("STL3003 Update of Team: the item does not satisfy 'MemberCount < ?'.");
        world.Lines.ShouldBe(["UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1  add MemberCount  if exists and MemberCount < 3"]);
        (await world.ItemAsync()).Text("MemberCount").ShouldBe("3");
    }

    [Fact]
    [Trait("Fault", "29")]
    public async Task The_same_property_in_update_filter_and_condition_keeps_each_value()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        var (low, high, next) = (2, 4, 9);
        var target = db.Teams.Where(t => t.OrganizationId == Org && t.Id == "t1" && t.MemberCount > low && t.MemberCount != 7);

        var updated = await target.UpdateAsync(u => u.Set(t => t.MemberCount, next), when: t => t.MemberCount < high || t.MemberCount == next);

        updated.MemberCount.ShouldBe(9);
        world.Lines[^1].ShouldEndWith("if exists and MemberCount > 2 and MemberCount <> 7 and (MemberCount < 4 or MemberCount = 9)");
        (low, high, next) = (9, 4, 9);
        (await Should.ThrowAsync<ConditionFailedException>(() => target.UpdateAsync(u => u.Set(t => t.MemberCount, 0)))).Current.ShouldBeOfType<Team>();
    }

    [Fact]
    [Trait("Fault", "25")]
    public async Task Updates_keep_attributes_that_the_model_does_not_know()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        var item = await world.ItemAsync();
        item["Unknown"] = new("kept");
        await world.Client.PutItemAsync(world.TableName, item);

        await db.Teams.UpdateAsync(s_team, u => u.Set(t => t.Name, "x"));
        await db.Teams.UpsertAsync(s_team with { Name = "y" });
        (await world.ItemAsync()).Text("Unknown").ShouldBe("kept");
    }

    [Fact]
    public async Task A_target_that_was_seen_before_is_not_translated_again()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var model = db.RuntimeState.Model;
        var before = WritePlanner.Misses(model);
        for (var i = 0; i < 3; i++)
        {
            var (id, limit) = ($"t{i}", i + 4);
            await db.Teams.CreateAsync(s_team with { Id = id });
            (await db.Teams.Where(t => t.OrganizationId == Org && t.Id == id && t.Name == "First" && t.Description == "d")
                .UpdateAsync(u => u.Set(t => t.Name, id), when: t => t.MemberCount < limit && t.Tags.Contains("a"))).Name.ShouldBe(id);
        }

        (WritePlanner.Misses(model) - before).ShouldBe(1);
    }

    [Fact]
    [Trait("Fault", "30")]
    public async Task Reserved_and_odd_names_are_aliased()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Set(d => d.Counts["size of #1.x"], 3), when: d => d.Views > 0);
        (await world.ItemAsync())["Counts"].M["size of #1.x"].N.ShouldBe("3");
    }
}
