using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class UpsertTests
{
    [Fact]
    [Trait("Feature", "S9")]
    public async Task Upsert_creates_an_item_with_all_that_a_create_gives_it()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var created = await db.Organizations.UpsertAsync(new Organization { Id = "o1", Name = "Acme" });

        created.CreatedAt.ShouldBe(world.Time.GetUtcNow());
        var upserted = await world.ItemAsync();
        await db.Organizations.DeleteAsync(created);
        await db.Organizations.CreateAsync(new Organization { Id = "o1", Name = "Acme", UpdatedAt = world.Time.GetUtcNow() });
        var plain = await world.ItemAsync();
        plain.Remove("_w").ShouldBeTrue();
        upserted.Keys.Order().ShouldBe(plain.Keys.Order());
        upserted.Keys.ShouldAllBe(k => upserted.Text(k) == plain.Text(k));
        world.Lines[0].ShouldBe(
            "UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = #METADATA  set Name, Plan, MaxUsers, UpdatedAt  set if absent CreatedAt");
    }

    [Fact]
    [Trait("Fault", "22")]
    public async Task An_upsert_keeps_what_create_generated()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var created = await db.Organizations.CreateAsync(new Organization { Id = "o1", Name = "Acme", MaxUsers = 5 });
        world.Time.Advance(TimeSpan.FromDays(1));

        var upserted = await db.Organizations.UpsertAsync(new Organization { Id = "o1", Name = "New" });

        upserted.CreatedAt.ShouldBe(created.CreatedAt);
        upserted.UpdatedAt.ShouldBe(world.Time.GetUtcNow());
        (upserted.Name, upserted.MaxUsers).ShouldBe(("New", 0));
        (await world.ItemAsync()).Text("_timestamp").ShouldBe("2026-01-02T03:04:05.0000000Z");

        // a value that the caller gives is the caller's
        (await db.Organizations.UpsertAsync(upserted with { CreatedAt = created.CreatedAt.AddDays(-1) })).CreatedAt.ShouldBe(created.CreatedAt.AddDays(-1));
    }

    [Fact]
    [Trait("Fault", "22")]
    [Trait("Fault", "8")]
    public async Task An_index_key_that_depends_on_a_kept_value_is_refused_by_name()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var project = new Project { Id = "p1", TeamId = "t1", Name = "n" };
        var error = await Should.ThrowAsync<WriteException>(() => db.Projects.UpsertAsync(project));
        (error.Code, error.Property).ShouldBe(("STL3111", "CreatedAt"));
        error.Message.ShouldContain("GSI1");
        world.SentNothing();

        await db.Projects.UpsertAsync(project with { CreatedAt = world.Time.GetUtcNow() });
        (await world.ItemAsync()).Text("gsi1sk").ShouldBe("STATUS#Active#2026-01-02T03:04:05.0000000Z");
    }

    [Fact]
    [Trait("Feature", "T4")]
    public async Task Null_and_empty_values_remove_their_attributes_and_index_keys()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var now = world.Time.GetUtcNow();
        await db.Documents.CreateAsync(new Document { Id = "1", Title = "x", Folder = "f", Labels = ["a"], ExpiresAt = now.AddDays(1), CreatedAt = now });
        (await world.ItemAsync()).Text("ttl").ShouldBe(now.AddDays(1).ToUnixTimeSeconds().ToString());

        var upserted = await db.Documents.UpsertAsync(new Document { Id = "1", Title = "x", CreatedAt = now, Priority = 3 });

        upserted.Labels.ShouldBeEmpty();
        upserted.Author.ShouldBe("acme/Document");
        var item = await world.ItemAsync();
        item.ShouldLack("Folder", "Labels", "ExpiresAt", "ttl", "fpk", "fsk");
        item.Text("psk").ShouldBe("3");
    }
}
