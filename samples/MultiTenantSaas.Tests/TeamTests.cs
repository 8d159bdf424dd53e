namespace MultiTenantSaas.Tests;

/// <summary>What is sent, and what is stored when a transaction is refused.</summary>
public sealed class TeamTests : SaasTest
{
    private static readonly Organization Free = new() { Id = "o1", Name = "Acme", Plan = Plan.Free, MaxUsers = 5, MemberCount = 4 };
    private static readonly Team Core = new() { Id = "t1", OrganizationId = "o1", Name = "Core", MemberCount = 1 };
    private static readonly TeamMember Bob = new() { Id = "bob", OrganizationId = "o1", TeamId = "t1", Username = "bob", Email = "bob@acme.com" };

    [Fact]
    public async Task A_team_and_its_members_are_one_query()
    {
        // Another team whose id begins with the first one's, to see that it stays out.
        await Table.SeedAsync("acme", Free, Core, Bob, Core with { Id = "t10" }, Bob with { TeamId = "t10", Id = "eve" });

        var team = await TeamsOf(Acme).GetTeamAsync("o1", "t1");

        Assert.Equal(["bob"], team!.Members.Select(m => m.Id));
        Table.Requests.ShouldBe("Query MultiTenantApp  pk = TENANT#acme#ORG#o1  sk between TEAM#t1 and TEAM#t1#MEMBER$  asc");
    }

    [Fact]
    public async Task A_new_member_both_counters_and_the_trail_are_one_transaction()
    {
        await Table.SeedAsync("acme", Free, Core);

        await TeamsOf(Acme).AddMemberAsync("o1", "t1", "cat", "cat", "cat@acme.com", Role.Member);

        Table.Requests.ShouldMatch(
            "TransactWriteItems MultiTenantApp  [Put TeamMember pk = TENANT#acme#ORG#o1 sk = TEAM#t1#MEMBER#cat if not exists] "
            + "[Update Team pk = TENANT#acme#ORG#o1 sk = TEAM#t1 set UpdatedAt add MemberCount if exists] "
            + "[Update Organization pk = TENANT#acme#ORG#o1 sk = #METADATA set UpdatedAt add MemberCount if exists and MemberCount < MaxUsers] "
            + "[Put AuditLog pk = TENANT#acme#AUDIT#TeamMember#t1/cat sk = LOG#* if not exists]");
        Assert.Equal(5, (await Acme.Organizations.FindAsync("o1"))!.MemberCount);
        Assert.Equal(2, (await Acme.Teams.FindAsync("o1", "t1"))!.MemberCount);
    }

    [Fact]
    public async Task One_more_than_the_plan_pays_for_changes_nothing()
    {
        await Table.SeedAsync("acme", Free with { MemberCount = 5 }, Core);
        var before = await Table.ItemsAsync();

        await Assert.ThrowsAsync<TransactionFailedException>(() => TeamsOf(Acme).AddMemberAsync("o1", "t1", "cat", "cat", "cat@acme.com", Role.Member));

        Assert.Equal(before.Count, (await Table.ItemsAsync()).Count);
        Assert.Equal(1, (await Acme.Teams.FindAsync("o1", "t1"))!.MemberCount);
    }
}
