using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public abstract class IncludeTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Org1 = "Query Table  pk = TENANT#acme#ORG#o1";

    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    public async Task Organization_with_teams_and_members_is_one_query()
    {
        var org = await Db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).SingleAsync(o => o.Id == "o1");

        org.Teams.Select(t => t.Id).ShouldBe(["t1", "t10", "t2"]);
        org.Teams.Select(t => string.Join(',', t.Members.Select(m => m.Id))).ShouldBe(["m1,m2", "m1", ""]);
        org.Teams.ShouldAllBe(t => t.TenantId == "acme" && t.Name != "Globex");
        TakeRequests().ShouldBe([$"{Org1}  asc"]);
    }

    [Fact]
    public async Task Teams_without_their_members_leave_the_members_to_the_service()
    {
        var org = await Db.Organizations.Include(o => o.Teams).SingleAsync(o => o.Id == "o1");

        org.Teams.Count.ShouldBe(3);
        org.Teams.ShouldAllBe(t => t.Members.Count == 0);
        TakeRequests().ShouldBe([$"{Org1}  sk between #METADATA and TEAM$  asc  filter type = Organization or type = Team"]);
    }

    [Fact]
    public async Task Where_OrderBy_and_Take_inside_choose_the_children_of_each_parent()
    {
        var least = 1;
        var org = await Db.Organizations
            .Include(o => o.Teams.Where(t => t.MemberCount >= least).OrderByDescending(t => t.Name))
            .ThenInclude(t => t.Members.OrderBy(m => m.Username).Take(1))
            .SingleAsync(o => o.Id == "o1");

        org.Teams.Select(t => t.Name).ShouldBe(["Platform", "Design"]);
        org.Teams.Select(t => t.Members.Single().Username).ShouldBe(["jane", "zoë"]);
        TakeRequests().ShouldBe(
            [$"{Org1}  asc  filter type = Organization or (type = Team and MemberCount >= 1) or type = TeamMember"]);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task One_team_with_its_members_reads_that_team_only()
    {
        var team = await Db.Teams.Include(t => t.Members).SingleAsync(t => t.OrganizationId == "o1" && t.Id == "t1");

        team.Members.Select(m => m.Id).ShouldBe(["m1", "m2"]);
        TakeRequests().ShouldBe([$"{Org1}  sk between TEAM#t1 and TEAM#t1#MEMBER$  asc"]);
    }

    [Fact]
    public async Task Many_roots_come_with_their_children_in_one_query()
    {
        var teams = await Db.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o1").ToListAsync();

        teams.Select(t => $"{t.Id}:{t.Members.Count}").ShouldBe(["t1:2", "t10:1", "t2:0"]);
        TakeRequests().ShouldBe([$"{Org1}  sk begins_with TEAM#  asc"]);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task A_root_that_the_condition_leaves_out_takes_its_children_with_it()
    {
        var teams = await Db.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o1" && t.Name != "Platform").ToListAsync();

        teams.Select(t => $"{t.Id}:{t.Members.Count}").ShouldBe(["t10:1", "t2:0"]);
    }

    [Fact]
    public async Task Take_counts_parents_and_order_turns_parents_only()
    {
        var teams = await Db.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o1").OrderByDescending(t => t.Id).Take(3).ToListAsync();

        teams.Select(t => t.Id).ShouldBe(["t2", "t10", "t1"]);
        teams[2].Members.Select(m => m.Id).ShouldBe(["m1", "m2"]);
        (await Db.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o1").Take(1).ToListAsync()).Single().Members.Count.ShouldBe(2);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task No_root_is_no_result()
    {
        (await Db.Organizations.Include(o => o.Teams).SingleOrDefaultAsync(o => o.Id == "nobody")).ShouldBeNull();
        (await Db.Organizations.Include(o => o.Teams).FirstAsync(o => o.Id == "o2")).Teams.Single().Id.ShouldBe("t3");
    }

    [Fact]
    public async Task A_stream_gives_parents_with_their_children()
    {
        var seen = new List<string>();
        await foreach (var team in Db.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o1").AsAsyncEnumerable())
        {
            seen.Add($"{team.Id}:{team.Members.Count}");
        }

        seen.ShouldBe(["t1:2", "t10:1", "t2:0"]);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task Collections_are_complete_over_many_pages()
    {
        var text = new string('x', 20_000);
        await Db.Organizations.CreateAsync(new Organization { Id = "big", Name = "Big" });
        var teams = Enumerable.Range(0, 6).Select(i => new Team { Id = $"t{i}", OrganizationId = "big", Name = "Team" }).ToList();
        await Db.Teams.BatchPutAsync(teams);
        foreach (var team in teams)
        {
            await Db.Members.BatchPutAsync(Enumerable.Range(0, 20).Select(i =>
                new TeamMember { Id = $"m{i:D2}", OrganizationId = "big", TeamId = team.Id, Username = text }));
        }

        TakeRequests();
        var org = await Db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).SingleAsync(o => o.Id == "big");

        org.Teams.Count.ShouldBe(6);
        org.Teams.ShouldAllBe(t => t.Members.Count == 20);
        TakeRequests().Count.ShouldBe(3);
    }
}

public sealed class IncludeTests_Embedded : IncludeTests<Embedded>;

public sealed class IncludeTests_Wrapped : IncludeTests<Wrapped>;

public sealed class IncludeTests_Endpoint : IncludeTests<Endpoint>;

public sealed class IncludeTests_Container : IncludeTests<Container>;
