using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class PutDeleteTests
{
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First", MemberCount = 3, Tags = ["a"] };

    [Fact]
    public async Task Put_replaces_or_creates()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.PutAsync(s_team);
        var put = await db.Teams.PutAsync(s_team with { Tags = [], Description = "d" });

        world.Lines.ShouldAllBe(l => l == "PutItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
        put.Tags.ShouldBeEmpty();
        (await world.ItemAsync()).ShouldLack("Tags");
    }

    [Fact]
    [Trait("Feature", "P4")]
    public async Task Put_with_a_condition_needs_an_item_that_satisfies_it()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");

        // a condition that an absent item would satisfy all the same
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Teams.PutAsync(s_team, when: t => t.Name != "x"));
        (await world.ItemsAsync()).ShouldBeEmpty();

        await db.Teams.PutAsync(s_team);
        var error = await Should.ThrowAsync<ConditionFailedException>(() => db.Teams.PutAsync(s_team with { Name = "Second" }, when: t => t.MemberCount > 3));
        error.Current.ShouldBeOfType<Team>().ShouldBe(s_team with { TenantId = "acme", Tags = ((Team)error.Current!).Tags, Members = ((Team)error.Current).Members });
        error.Message.ShouldBe("STL3003 Put of Team: the item does not satisfy 'MemberCount > ?'.");
        error.Message.ShouldNotContain("First");
        (await db.Teams.PutAsync(s_team with { Name = "Second" }, when: t => t.MemberCount == 3)).Name.ShouldBe("Second");
        world.Lines[^1].ShouldBe("PutItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1  if exists and MemberCount = 3");
    }

    [Fact]
    public async Task Delete_says_whether_there_was_an_item()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.PutAsync(s_team);
        world.Forget();

        (await db.Teams.DeleteAsync(s_team)).ShouldBeTrue();
        (await db.Teams.DeleteAsync(s_team)).ShouldBeFalse();
        (await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").DeleteAsync()).ShouldBeFalse();

        world.Lines.ShouldAllBe(l => l == "DeleteItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
        world.Requests.Count.ShouldBe(3);
    }

    [Fact]
    [Trait("Feature", "P5")]
    public async Task Delete_with_a_condition()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Teams.DeleteAsync(s_team, when: t => t.Name != "x"));
        await db.Teams.PutAsync(s_team);
        var limit = 2;

        var error = await Should.ThrowAsync<ConditionFailedException>(() => db.Teams.DeleteAsync(s_team, when: t => t.MemberCount < limit));
        error.Current.ShouldBeOfType<Team>().MemberCount.ShouldBe(3);
        limit = 4;
        (await db.Teams.DeleteAsync(s_team, when: t => t.MemberCount < limit)).ShouldBeTrue();
        (await world.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Feature", "P5")]
    public async Task What_the_query_asks_besides_the_key_is_a_condition()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.PutAsync(s_team);
        string[] names = ["Other", "Another"];

        await Should.ThrowAsync<ConditionFailedException>(
            () => db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1" && names.Contains(t.Name)).DeleteAsync(when: t => t.MemberCount == 3 || t.Tags.Contains("z")));
        world.Lines[^1].ShouldBe(
            "DeleteItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1  if exists and Name in (Other, Another) and (MemberCount = 3 or Tags contains z)");
        names = ["First", "Other", "Another"];
        (await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1" && names.Contains(t.Name)).DeleteAsync(when: t => t.MemberCount == 3)).ShouldBeTrue();
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task A_condition_that_its_values_decide_fails_with_the_item()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.PutAsync(s_team);
        foreach (var isAllowed in new[] { false, true })
        {
            var delete = () => db.Teams.DeleteAsync(s_team, when: t => isAllowed && t.MemberCount == 3);
            if (isAllowed) (await delete()).ShouldBeTrue();
            else (await Should.ThrowAsync<ConditionFailedException>(delete)).Current.ShouldBeOfType<Team>().Name.ShouldBe("First");
        }

        await Should.ThrowAsync<ItemNotFoundException>(() => db.Teams.DeleteAsync(s_team, when: t => false));
    }

    [Fact]
    [Trait("Fault", "15")]
    public async Task Another_tenant_s_item_is_never_reached()
    {
        var world = await WritingWorld.SaasAsync();
        await world.For("acme").Teams.PutAsync(s_team);

        (await world.For("evil").Teams.DeleteAsync(s_team)).ShouldBeFalse();
        await Should.ThrowAsync<ItemNotFoundException>(
            () => world.For("evil").Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "x")));
        (await world.ItemAsync()).Text("Name").ShouldBe("First");
    }
}
