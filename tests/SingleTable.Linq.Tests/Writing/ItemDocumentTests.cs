using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Entities from and to items, without a request.</summary>
public class ItemDocumentTests
{
    private static readonly DateTimeOffset s_day = new(2020, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public async Task An_item_is_what_a_put_would_have_stored()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var project = new Project { Id = "p1", TeamId = "t 1", Name = "Apollo", Status = ProjectStatus.Archived, CreatedAt = s_day, Owner = "ada" };
        await db.Projects.PutAsync(project);
        var stored = await world.ItemAsync();

        var item = db.ToItem(project);

        stored.Remove("_w");
        Text(item).ShouldBe(Text(stored));
        item["gsi1sk"].S.ShouldBe("STATUS#Archived#2020-02-03T04:05:06.0000000Z");
        world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("PutItem");
        ((Project)db.FromItem(item)!).ShouldBe(project with { TenantId = "acme" });
    }

    [Fact]
    public async Task Values_are_taken_as_they_are_where_a_write_would_make_or_refuse_them()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var document = new Document { Id = "d1", Title = "x", Author = "anybody", CreatedAt = s_day, ExpiresAt = s_day };
        await Should.ThrowAsync<WriteException>(() => db.Documents.CreateAsync(document));
        world.Forget();

        var item = db.ToItem(document);

        item["Author"].S.ShouldBe("anybody");
        item["ttl"].N.ShouldBe(s_day.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var read = db.FromItem(item).ShouldBeOfType<Document>();
        (read.Author, read.ExpiresAt, read.TenantId).ShouldBe(("anybody", s_day, "acme"));
    }

    [Fact]
    public async Task Each_type_of_a_table_is_told_from_the_others()
    {
        var db = (await WritingWorld.SaasAsync()).For("acme");
        object[] entities =
        [
            new Organization { Id = "o1", Name = "Acme" }, new Team { Id = "t1", OrganizationId = "o1", Name = "Core", Tags = ["a", "b"] },
            new TeamMember { Id = "m1", OrganizationId = "o1", TeamId = "t1", Username = "ada", Address = new Address("Rome", null, ["1"]) },
            new Models.Reading { Device = "d1", Time = s_day.UtcDateTime, Severity = -3, Value = 1.5 },
        ];

        entities.Select(e => db.FromItem(db.ToItem(e))!.GetType()).ShouldBe(entities.Select(e => e.GetType()));
    }

    [Fact]
    public async Task Nobody_reads_an_item_of_another_tenant()
    {
        var world = await WritingWorld.SaasAsync();
        var item = world.For("acme").ToItem(new Team { Id = "t1", OrganizationId = "o1", Name = "Core" });

        world.For("other").FromItem(item).ShouldBeNull();
        Should.Throw<TenantScopeException>(() => world.Unscoped().FromItem(item)).Code.ShouldBe("STL2101");
        Should.Throw<TenantScopeException>(() => world.Unscoped().ToItem(new Team { Id = "t1", OrganizationId = "o1", Name = "Core" }));
        Should.Throw<TenantScopeException>(() => world.For("acme").ToItem(new Team { TenantId = "other", Id = "t1", OrganizationId = "o1", Name = "Core" }));
    }

    [Fact]
    public async Task What_is_no_entity_of_the_table_is_told()
    {
        var db = (await WritingWorld.SaasAsync()).For("acme");
        var item = db.ToItem(new Team { Id = "t1", OrganizationId = "o1", Name = "Core" });
        item["_type"].S = "acme#Guard";

        db.FromItem(item).ShouldBeNull();
        db.FromItem([]).ShouldBeNull();
        Should.Throw<QueryTranslationException>(() => db.ToItem("text")).Code.ShouldBe("STL1004");
        Should.Throw<KeyValueException>(() => db.ToItem(new Team { Id = "", OrganizationId = "o1", Name = "Core" }));
        Should.Throw<ArgumentNullException>(() => db.ToItem(null!));
        Should.Throw<ArgumentNullException>(() => db.FromItem(null!));
    }

    [Fact]
    public async Task A_key_that_is_not_that_of_the_values_is_a_mismatch()
    {
        var world = await WritingWorld.SaasAsync();
        var item = world.For("acme").ToItem(new Team { Id = "t1", OrganizationId = "o1", Name = "Core" });
        item["sk"].S = "TEAM#t2";

        Should.Throw<KeyMismatchException>(() => world.For("acme").FromItem(item));
        world.With(o => o with { KeyCheck = KeyCheck.Off }).FromItem(item).ShouldBeOfType<Team>().Id.ShouldBe("t1");
        world.TakeLines();
        world.With(o => o with { KeyCheck = KeyCheck.Warn }).FromItem(item).ShouldBeOfType<Team>();
        world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("Warning: STL4003 An item of Team");
    }

    private static string[] Text(Dictionary<string, AttributeValue> item) =>
        [.. item.Select(a => $"{a.Key} = {a.Value.S ?? a.Value.N}").Order(StringComparer.Ordinal)];
}
