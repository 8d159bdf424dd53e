namespace MultiTenantSaas.Tests;

/// <summary>No tenant sees or changes what belongs to another, although all of them have the same ids.</summary>
public sealed class TenantTests : SaasTest
{
    private static readonly Team Team = new() { Id = "t1", OrganizationId = "o1", Name = "Core" };

    [Fact]
    public async Task Each_tenant_has_its_own()
    {
        await Table.SeedAsync("acme", Team with { Name = "Acme's" });
        await Table.SeedAsync("globex", Team with { Name = "Globex's" });

        await Table.For("globex").Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").DeleteAsync();

        Assert.Equal("Acme's", (await TeamsOf(Acme).FindTeamAsync("o1", "t1"))!.Name);
        Assert.Null(await TeamsOf(Table.For("globex")).FindTeamAsync("o1", "t1"));
        Assert.All(Table.Requests.Skip(2), line => Assert.Contains("pk = TENANT#globex#", line));
    }

    [Theory]
    [InlineData("acme#ORG#o1")]
    [InlineData("acme$")]
    [InlineData("ACME")]
    [InlineData("acme ")]
    public async Task A_tenant_cannot_break_out_by_its_name(string tenant)
    {
        await Table.SeedAsync("acme", Team);

        Assert.Null(await TeamsOf(Table.For(tenant)).FindTeamAsync("o1", "t1"));
        Assert.Empty(await TeamsOf(Table.For(tenant)).GetOrganizationTeamsAsync("o1"));
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_sent()
    {
        await Assert.ThrowsAsync<TenantScopeException>(() => TeamsOf(Table.Create()).FindTeamAsync("o1", "t1"));

        Table.Requests.ShouldBeEmpty();
    }
}
