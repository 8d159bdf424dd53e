namespace MultiTenantSaas.Tests;

/// <summary>Pages: what each of them costs, and that together they are the whole.</summary>
public sealed class PagingTests : SaasTest
{
    private IQueryable<Project> Newest => Acme.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt);

    [Fact]
    public async Task Pages_are_the_whole_in_its_order_and_one_query_each()
    {
        await SeedAsync(45);
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await Newest.ToPageAsync(20, token);
            names.AddRange(page.Items.Select(p => p.Name));
            token = page.Next;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 45).Reverse().Select(i => $"P{i}"), names);
        Table.Requests.ShouldMatch(
            "Query MultiTenantApp/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk begins_with STATUS#Active#  desc  limit *",
            "Query MultiTenantApp/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk begins_with STATUS#Active#  desc  limit *  next page",
            "Query MultiTenantApp/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk begins_with STATUS#Active#  desc  limit *  next page");
    }

    [Fact]
    public async Task A_token_is_of_no_use_to_another_tenant()
    {
        await SeedAsync(3);
        var token = (await Newest.ToPageAsync(2)).Next;

        await Assert.ThrowsAsync<InvalidPageTokenException>(() => Table.For("globex").Projects
            .Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).ToPageAsync(2, token));
    }

    private Task SeedAsync(int count) => Table.SeedAsync("acme", Enumerable.Range(0, count).Select(i => new Project
    {
        Id = $"p{i}", TeamId = "t1", Name = $"P{i}", Status = ProjectStatus.Active, CreatedAt = Table.Clock.GetUtcNow().AddMinutes(i),
    }));
}
