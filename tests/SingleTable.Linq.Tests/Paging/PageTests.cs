using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Paging;

/// <summary>Pages of every size, forwards and backwards, give the whole list once, on every access path.</summary>
public abstract class PageTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    public async Task Pages_of_a_partition_are_the_list()
    {
        var projects = Db.Projects.Where(p => p.TeamId == "t1");
        await Walk.EverySizeAsync(projects, p => p.Id);
        await Walk.EverySizeAsync(projects.OrderBy(p => p.Id), p => p.Id);
        await Walk.EverySizeAsync(projects.OrderByDescending(p => p.Id), p => p.Id);
        await Walk.EverySizeAsync(projects.Reverse(), p => p.Id);
        await Walk.EverySizeAsync(Db.Readings.Where(r => r.Device == "d1" && r.Time >= SaasData.Day.UtcDateTime.AddMinutes(2)), r => $"{r.Time:O}{r.Sequence}");
        await Walk.EverySizeAsync(projects.Where(p => p.Id.CompareTo("p5") < 0), p => p.Id);
        await Walk.EverySizeAsync(projects.Where(p => p.Id.CompareTo("p5") < 0).Reverse(), p => p.Id);
    }

    [Fact]
    public async Task Pages_of_indexes_are_the_list()
    {
        var active = Db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active);
        await Walk.EverySizeAsync(active.OrderBy(p => p.CreatedAt), p => p.Id);
        await Walk.EverySizeAsync(active.OrderByDescending(p => p.CreatedAt), p => p.Id);
        var severe = Db.Readings.Where(r => r.Device == "d1" && r.Severity >= -1);
        await Walk.EverySizeAsync(severe.OrderBy(r => r.Severity), r => $"{r.Severity}");
        await Walk.EverySizeAsync(severe.OrderByDescending(r => r.Severity), r => $"{r.Severity}");
        await Walk.EverySizeAsync(Db.Teams.UsingIndex("TypeIndex"), t => t.Id);
        await Walk.EverySizeAsync(Db.Teams.UsingIndex("TypeIndex").Reverse(), t => t.Id);
    }

    [Fact]
    [Trait("Fault", "13")]
    public async Task Pages_after_a_filter_are_full()
    {
        await Walk.EverySizeAsync(Db.Teams.Where(t => t.OrganizationId == "o1"), t => t.Id);
        await Walk.EverySizeAsync(Db.Members.Where(m => m.OrganizationId == "o1"), m => $"{m.TeamId}/{m.Id}");
        await Walk.EverySizeAsync(Db.Projects.Where(p => p.TeamId == "t1" && p.Owner == null), p => p.Id);
        await Walk.EverySizeAsync(Db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount == 40), p => p.Id, minimum: 1);
        await Walk.EverySizeAsync(Db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount == 41), p => p.Id, minimum: 0);
    }

    [Fact]
    public async Task Pages_of_a_scan_are_the_list_in_one_direction()
    {
        await Walk.EverySizeAsync(Db.Projects.AllowScan(), p => p.Id, canGoBack: false);
        await Walk.EverySizeAsync(Db.Teams.AllowScan().Where(t => t.Tags.Contains("core")), t => t.Id, canGoBack: false, minimum: 2);
    }

    [Fact]
    public async Task Pages_of_a_Select_read_only_what_it_names_and_the_keys()
    {
        await Walk.EverySizeAsync(Db.Projects.Where(p => p.TeamId == "t1").Select(p => new { p.Name }), p => p.Name);
        await Walk.EverySizeAsync(Db.Projects.Where(p => p.TeamId == "t1" && p.Owner != null).Select(p => p.Owner + "/" + p.TaskCount), p => p);
        await Walk.EverySizeAsync(Db.Readings.Where(r => r.Device == "d1" && r.Severity > 0).Select(r => r.Severity), r => $"{r}");
        await Walk.EverySizeAsync(Db.Teams.UsingIndex("TypeIndex").Select(t => t.Name), n => n);
        await Walk.EverySizeAsync(Db.Teams.AllowScan().Select(t => t.Name), n => n, canGoBack: false);
    }

    [Fact]
    public async Task Pages_with_Include_hold_whole_families()
    {
        static string Family(Team t) => $"{t.Id}({string.Join(',', t.Members.Select(m => m.Id))})";
        var teams = Db.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o1");
        await Walk.EverySizeAsync(teams, Family);
        await Walk.EverySizeAsync(teams.OrderByDescending(t => t.Id), Family);
        await Walk.EverySizeAsync(teams.Where(t => t.Name != "Design"), Family, minimum: 2);
        await Walk.EverySizeAsync(teams.Where(t => t.Name != "Platform").OrderByDescending(t => t.Id), Family, minimum: 2);
        await Walk.EverySizeAsync(teams.Where(t => t.Id.CompareTo("t10") <= 0), Family, minimum: 2);
        (await teams.ToPageAsync(1)).Items.Single().Members.Select(m => m.Id).ShouldBe(["m1", "m2"]);
        await Walk.EverySizeAsync(Db.Organizations.Include(o => o.Teams).Where(o => o.Id == "o1"), o => $"{o.Id}{o.Teams.Count}", minimum: 1);
    }

    [Fact]
    public async Task Exact_pages_end_without_an_empty_one_and_a_page_is_one_request()
    {
        var projects = Db.Projects.Where(p => p.TeamId == "t1");
        TakeRequests();
        var first = await projects.ToPageAsync(3);
        var second = await projects.ToPageAsync(3, first.Next);
        second.Next.ShouldBeNull();
        const string Line = "Query Table  pk = TENANT#acme#TEAM#t1  sk begins_with PROJECT#  asc  limit 4";
        TakeRequests().ShouldBe([Line, $"{Line}  next page"]);
        (await projects.ToPageAsync(6)).Next.ShouldBeNull();
        (await projects.ToPageAsync(100)).Items.Count.ShouldBe(6);
        TakeRequests().Count.ShouldBe(2);
    }

    [Fact]
    [Trait("Fault", "13")]
    [Trait("Fault", "14")]
    public async Task A_page_counts_results_and_ends_at_the_last_one()
    {
        await Db.Teams.BatchPutAsync(Enumerable.Range(0, 200).Select(i => new Team { Id = $"a{i:D3}", OrganizationId = "big", Name = i % 50 == 7 ? "seven" : "other" }));
        await Db.Members.BatchPutAsync(Enumerable.Range(0, 200).Select(i => new TeamMember { Id = "m", TeamId = $"a{i:D3}", OrganizationId = "big", Username = "u" }));
        await Walk.EverySizeAsync(Db.Teams.Where(t => t.OrganizationId == "big" && t.Name == "seven"), t => t.Id);
        TakeRequests();
        var page = await Db.Teams.Where(t => t.OrganizationId == "big").ToPageAsync(10);
        page.Items.Select(t => t.Id).ShouldBe(Enumerable.Range(0, 10).Select(i => $"a{i:D3}"));
        TakeRequests().Single().ShouldEndWith("filter type = Team  limit 64");
    }

    [Fact]
    [Trait("Fault", "14")]
    public async Task What_is_deleted_or_written_meanwhile_loses_nothing()
    {
        var projects = Db.Projects.Where(p => p.TeamId == "t1");
        var first = await projects.ToPageAsync(2);
        await Db.Projects.Where(p => p.TeamId == "t1" && p.Id == "p2").DeleteAsync();
        await Db.Projects.PutAsync(new Project { Id = "p25", TeamId = "t1", Name = "new" });
        var second = await projects.ToPageAsync(2, first.Next);
        second.Items.Select(p => p.Id).ShouldBe(["p25", "p3"]);
        foreach (var project in await projects.ToListAsync())
        {
            if (string.CompareOrdinal(project.Id, "p3") > 0)
            {
                await Db.Projects.DeleteAsync(project);
            }
        }

        var end = await projects.ToPageAsync(2, second.Next);
        (end.Items.Count, end.Next).ShouldBe((0, null));
        (await projects.ToPageAsync(2, end.Previous)).Items.Select(p => p.Id).ShouldBe(["p25", "p3"]);
        foreach (var project in await projects.ToListAsync())
        {
            if (string.CompareOrdinal(project.Id, "p25") < 0)
            {
                await Db.Projects.DeleteAsync(project);
            }
        }

        var before = await projects.ToPageAsync(1, second.Previous);
        before.Items.Select(p => p.Id).ShouldBe(["p25"]);
        before.Previous.ShouldBeNull();
        (await projects.ToPageAsync(1, before.Next)).Items.Select(p => p.Id).ShouldBe(["p3"]);
    }

    [Fact]
    public async Task One_item_no_item_and_what_has_no_pages()
    {
        var one = await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").ToPageAsync(5);
        (one.Items.Count, one.Next, one.Previous).ShouldBe((1, null, null));
        (await Db.Organizations.Where(o => o.Id == "o1" && o.TenantId == "globex").ToPageAsync(5)).Items.ShouldBeEmpty();
        TakeRequests();
        var teams = Db.Teams.Where(t => t.OrganizationId == "o1");
        (await Should.ThrowAsync<QueryTranslationException>(() => teams.Take(3).ToPageAsync(1))).Code.ShouldBe("STL1302");
        string[] partitions = ["o1", "o2"];
        (await Should.ThrowAsync<QueryTranslationException>(() => Db.Teams.Where(t => partitions.Contains(t.OrganizationId)).ToPageAsync(1)))
            .Message.ShouldContain("one partition at a time");
        (await Should.ThrowAsync<QueryTranslationException>(() => Db.Teams.AllowScan(4).ToPageAsync(1))).Message.ShouldContain("segments");
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => teams.ToPageAsync(0));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => teams.ToPageAsync(100_001));
        TakeRequests().ShouldBeEmpty();
    }
}

public sealed class PageTests_Embedded : PageTests<Embedded>;

public sealed class PageTests_Wrapped : PageTests<Wrapped>;

public sealed class PageTests_Endpoint : PageTests<Endpoint>;

public sealed class PageTests_Container : PageTests<Container>;
