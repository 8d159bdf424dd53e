using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public class CompiledQueryTests : EngineTests<Embedded>
{
    private static readonly Func<SaasTable, string, ProjectStatus, CompiledList<Project>> s_byStatus = CompiledQuery.Create(
        "projects by status",
        (SaasTable db, string team, ProjectStatus status) => db.Projects.Where(p => p.TeamId == team && p.Status == status).OrderByDescending(p => p.CreatedAt));

    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    public async Task A_list_is_asked_for_in_every_way_with_the_requests_of_each()
    {
        const string Gsi = "Query Table/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk begins_with STATUS#Active#  desc";
        var query = s_byStatus(Db, "t1", ProjectStatus.Active);
        var expected = SaasData.Projects.Where(p => p is { TeamId: "t1", Status: ProjectStatus.Active }).Select(p => p.Id).ToList();

        (await query.ToListAsync()).Select(p => p.Id).ShouldBe(expected);
        (await query.FirstAsync()).Id.ShouldBe("p1");
        (await query.FirstOrDefaultAsync())!.Id.ShouldBe("p1");
        (await query.AnyAsync()).ShouldBeTrue();
        (await query.CountAsync()).ShouldBe(4);
        await Should.ThrowAsync<InvalidOperationException>(() => query.SingleAsync());
        (await s_byStatus(Db, "nobody", ProjectStatus.Active).SingleOrDefaultAsync()).ShouldBeNull();
        var streamed = new List<string>();
        await foreach (var project in query.AsAsyncEnumerable())
        {
            streamed.Add(project.Id);
        }

        streamed.ShouldBe(expected);
        TakeRequests().ShouldBe(
            [Gsi, $"{Gsi}  limit 1", $"{Gsi}  limit 1", $"{Gsi}  limit 1", $"{Gsi}  count", $"{Gsi}  limit 2", $"{Gsi.Replace("TEAM#t1", "TEAM#nobody")}  limit 2", Gsi]);
        query.Name.ShouldBe("projects by status");
        Normalize(query.Explain()).ShouldBe($"{Gsi}  ~1 request");
    }

    [Fact]
    public async Task It_is_translated_once_for_each_table_and_never_looked_up()
    {
        var query = CompiledQuery.Create((SaasTable db, string team, int least) => db.Projects.Where(p => p.TeamId == team && p.TaskCount >= least));
        (await query(Db, "t1", 30).ToListAsync()).Count.ShouldBe(4);
        var misses = Db.RuntimeState.Plans.Misses;
        for (var i = 0; i < 100; i++)
        {
            var least = i;
            (await query(Db, "t1", least).ToListAsync()).Count.ShouldBe(SaasData.Projects.Count(p => p.TeamId == "t1" && p.TaskCount >= least));
        }

        query(Db, "t1", 1).Call.Plans.Translations.ShouldBe(1);
        Db.RuntimeState.Plans.Misses.ShouldBe(misses);
        var other = new SaasTable((Options with { TableName = "Other" }).ForTenant("acme"));
        query(other, "t1", 1).Explain().ShouldStartWith("Query Other  pk = TENANT#acme#TEAM#t1");
        query(Db, "t1", 1).Call.Plans.Translations.ShouldBe(2);
    }

    [Fact]
    public void Nulls_and_bools_get_plans_of_their_own()
    {
        var query = CompiledQuery.Create(
            (SaasTable db, string? text, bool all) => db.Teams.Where(t => t.OrganizationId == "o1" && (all || t.Description == text)));
        query(Db, "a", false).Explain().ShouldContain("Description = a");
        query(Db, null, false).Explain().ShouldContain("Description is null");
        query(Db, "b", true).Explain().ShouldNotContain("Description");
        query(Db, "c", false).Explain().ShouldContain("Description = c");
        query(Db, null, false).Call.Plans.Translations.ShouldBe(3);
    }

    [Fact]
    public async Task Values_may_be_single_results_counts_and_projections()
    {
        var find = CompiledQuery.Create((SaasTable db, string org, string id) => db.Teams.SingleOrDefault(t => t.OrganizationId == org && t.Id == id));
        var count = CompiledQuery.Create("teams", (SaasTable db, string org) => db.Teams.Count(t => t.OrganizationId == org));
        var any = CompiledQuery.Create((SaasTable db) => db.Teams.Where(t => t.OrganizationId == "o1").Any());
        var names = CompiledQuery.Create((SaasTable db, string org, string suffix) => db.Teams.Where(t => t.OrganizationId == org).Select(t => t.Name + suffix));
        var whole = CompiledQuery.Create((SaasTable db, string org) => db.Organizations.Where(o => o.Id == org).Include(o => o.Teams).ThenInclude(t => t.Members));

        (await find(Db, "o1", "t1").ExecuteAsync())!.Name.ShouldBe("Platform");
        (await find(Db, "o1", "nobody").ExecuteAsync()).ShouldBeNull();
        (await count(Db, "o1").ExecuteAsync()).ShouldBe(3);
        (await any(Db).ExecuteAsync()).ShouldBeTrue();
        (await names(Db, "o1", "!").ToListAsync()).ShouldBe(["Platform!", "Design!", "Sales!"]);
        (await names(Db, "o1", "?").FirstAsync()).ShouldBe("Platform?");
        (await names(Db, "o1", "?").CountAsync()).ShouldBe(3);
        (await whole(Db, "o1").SingleAsync()).Teams.Sum(t => t.Members.Count).ShouldBe(3);
        count(Db, "o1").Name.ShouldBe("teams");
        TakeRequests()[0].ShouldBe("GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
    }

    [Fact]
    public async Task Closures_and_the_context_are_read_at_each_call()
    {
        var least = 0;
        var ids = new List<string> { "t1" };
        var query = CompiledQuery.Create((SaasTable db, int take) => db.Teams
            .Where(t => t.OrganizationId == "o1" && t.TenantId == db.Options.Tenant && t.MemberCount >= least && ids.Contains(t.Name) == false).Take(take));
        (await query(Db, 5).ToListAsync()).Count.ShouldBe(3);
        (await query(Db, 2).ToListAsync()).Count.ShouldBe(2);
        least = 2;
        (await query(Db, 5).ToListAsync()).Single().Id.ShouldBe("t1");
        ids[0] = "Platform";
        (await query(Db, 5).ToListAsync()).ShouldBeEmpty();
        query(Db, 1).Call.Plans.Translations.ShouldBe(1);
    }

    [Fact]
    public void What_cannot_be_answered_is_refused_as_elsewhere()
    {
        var scan = CompiledQuery.Create((SaasTable db) => db.Teams);
        var inner = CompiledQuery.Create((SaasTable db) => db.Teams.Where(t => t.OrganizationId == "o1" && db.Members.Any(m => m.TeamId == t.Id)));
        var last = CompiledQuery.Create((SaasTable db) => db.Teams.Sum(t => t.MemberCount));
        Should.Throw<QueryTranslationException>(() => scan(Db).Explain()).Code.ShouldBe("STL1201");
        Should.Throw<QueryTranslationException>(() => inner(Db).Explain()).Message.ShouldContain("A query inside a query");
        Should.Throw<QueryTranslationException>(() => last(Db).Explain()).Message.ShouldContain("Sum");
        Should.Throw<TenantScopeException>(() => s_byStatus(new SaasTable(Options), "t", ProjectStatus.Active).Explain());
        Should.Throw<InvalidOperationException>(() => default(CompiledList<Team>).Explain());
    }

    [Fact]
    public async Task Threads_share_it_without_crossing_values()
    {
        var query = CompiledQuery.Create((SaasTable db, string org, string name) => db.Teams.Where(t => t.OrganizationId == org && t.Name == name));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var line = query(Db, $"o{thread}", $"n{i}").Explain();
                if (!line.Contains($"ORG#o{thread}  ", StringComparison.Ordinal) || !line.Contains($"Name = n{i}  ", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException(line);
                }
            }
        })));
        query(Db, "o", "n").Call.Plans.Translations.ShouldBe(1);
    }
}
