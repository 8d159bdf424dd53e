using SingleTable.Linq.Tests.Inheritance;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class BulkUpdateTests
{
    [Fact]
    public async Task Each_item_of_a_range_is_changed_by_an_update_of_its_own()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await FillAsync(db, "o1", 3);
        await FillAsync(db, "o2", 2);
        await FillAsync(world.For("globex"), "o1", 2);
        world.Forget();

        var result = await db.Teams.Where(t => t.OrganizationId == "o1").UpdateAllAsync(u => u.Set(t => t.Description, "same").Add(t => t.MemberCount, 5));
        result.ShouldBe(new BulkResult(3, 0, null));
        world.TakeLines().ShouldBe(
        [
            "Query MultiTenantApp  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team  select TenantId, OrganizationId, Id",
            "UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#0  set Description  add MemberCount  if exists and not changed by this operation",
            "UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#1  set Description  add MemberCount  if exists and not changed by this operation",
            "UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#2  set Description  add MemberCount  if exists and not changed by this operation",
        ]);
        (await TeamsAsync(db, "o1")).ShouldAllBe(t => t.MemberCount == 5 && t.Description == "same");
        (await TeamsAsync(db, "o2")).ShouldAllBe(t => t.MemberCount == 0 && t.Description == null);
        (await TeamsAsync(world.For("globex"), "o1")).ShouldAllBe(t => t.MemberCount == 0);
    }

    [Fact]
    public async Task The_same_update_can_be_done_again_by_another_operation()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await FillAsync(db, "o1", 2);
        for (var i = 0; i < 3; i++)
        {
            (await db.Teams.Where(t => t.OrganizationId == "o1").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1))).Changed.ShouldBe(2);
        }

        (await TeamsAsync(db, "o1")).ShouldAllBe(t => t.MemberCount == 3);
    }

    [Fact]
    public async Task What_the_query_asks_besides_keys_is_a_condition_of_each_update()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await FillAsync(db, "o1", 4);
        await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "2").UpdateAsync(u => u.Set(t => t.Name, "other"));
        world.Forget();

        // The second item stops satisfying the query, and the fourth is deleted, while the first one is written.
        var fired = false;
        var options = new BulkOptions { MaxParallelRequests = 1 };
        var meddler = world.With(o => o with { Log = line => Meddle(line) });
        var result = await meddler.Teams.Where(t => t.OrganizationId == "o1" && t.Name == "team").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options);
        result.ShouldBe(new BulkResult(1, 2, null));
        (await TeamsAsync(db, "o1")).Select(t => (t.Id, t.MemberCount)).ShouldBe([("0", 1), ("1", 0), ("2", 0)]);
        (await world.ItemsAsync()).Count.ShouldBe(3);

        void Meddle(string line)
        {
            if (line.StartsWith("UpdateItem", StringComparison.Ordinal) && !fired)
            {
                fired = true;
                line.ShouldEndWith("if exists and Name = team and not changed by this operation");
                db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "1").UpdateAsync(u => u.Set(t => t.Name, "left")).GetAwaiter().GetResult();
                db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "3").DeleteAsync().GetAwaiter().GetResult();
            }
        }
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task Items_that_the_update_moves_ahead_in_the_index_change_once()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await MoveAsync(db, world);
        var projects = await db.Projects.Where(p => p.TeamId == "t1").ToListAsync();
        projects.Count.ShouldBe(30);
        projects.ShouldAllBe(p => p.TaskCount == 1 && p.Status == ProjectStatus.Archived);
        (await db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Archived).CountAsync()).ShouldBe(30);
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task Index_keys_follow_from_the_item_as_it_is_when_it_changed_since_it_was_read()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Projects.CreateAsync(Project(1));
        var moved = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);
        var fired = false;
        var meddler = world.With(o => o with
        {
            Log = line =>
            {
                if (!fired && line.StartsWith("UpdateItem", StringComparison.Ordinal))
                {
                    fired = true;
                    db.Projects.Where(p => p.TeamId == "t1" && p.Id == "0001")
                        .UpdateAsync(u => u.Set(p => p.CreatedAt, moved).Given(p => p.Status, ProjectStatus.Active)).GetAwaiter().GetResult();
                }
            },
        });
        var result = await meddler.Projects.Where(p => p.TeamId == "t1").UpdateAllAsync(u => u.Set(p => p.Status, ProjectStatus.Archived).Add(p => p.TaskCount, 1));
        result.ShouldBe(new BulkResult(1, 0, null));
        (await db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Archived && p.CreatedAt == moved).SingleAsync()).TaskCount.ShouldBe(1);
    }

    [Fact]
    [Trait("Fault", "9")]
    public async Task Types_of_an_index_and_of_a_scan_are_found_and_others_stay()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var other = world.For("globex");
        foreach (var each in new[] { db, db, other })
        {
            await each.Documents.CreateAsync(new Document { Title = "a" });
        }

        await db.Documents.CreateAsync(new Document { Title = "gone", ExpiresAt = world.Time.GetUtcNow().AddDays(-1) });
        (await db.Documents.UsingIndex("ByType").UpdateAllAsync(u => u.Add(d => d.Priority, 1))).ShouldBe(new BulkResult(2, 0, null));
        (await db.Documents.AllowScan().UpdateAllAsync(u => u.Add(d => d.Priority, 1))).ShouldBe(new BulkResult(2, 0, null));
        (await db.Documents.UsingIndex("ByType").ToListAsync()).ShouldAllBe(d => d.Priority == 2 && d.UpdatedAt != null);
        (await db.Documents.Where(d => d.Priority == 2).UsingIndex("ByPriority").ToListAsync()).Count.ShouldBe(2);
        (await other.Documents.AllowScan().SingleAsync()).Priority.ShouldBe(0);
    }

    [Fact]
    public async Task All_types_of_a_base_are_changed_one_type_of_the_type_index_after_the_other()
    {
        var world = await WritingWorld<FleetTable>.CreateAsync(o => new FleetTable(o));
        var db = world.For("acme");
        await db.Equipment.BatchPutAsync(
        [
            new Truck { DepotId = "d", Id = "t", Owner = "ann" }, new Vehicle { DepotId = "d", Id = "v" },
            new Building { DepotId = "d", Id = "b" }, new Sensor("K", 1) { DepotId = "d", Id = "s", Owner = "ann" },
        ]);
        world.Forget();
        var query = db.Equipment.UsingIndex("ByType");
        string? token = null;
        var changed = 0L;
        do
        {
            var part = await query.UpdateAllAsync(u => u.Add(x => x.Version, 1), new BulkOptions { MaxItems = 1, Resume = token });
            (changed, token) = (changed + part.Changed, part.Token);
        }
        while (token is not null);
        changed.ShouldBe(4);
        (await db.Equipment.Where(x => x.DepotId == "d").ToListAsync()).ShouldAllBe(x => x.Version == 2);

        (await db.Equipment.Where(x => x.Owner == "ann").UpdateAllAsync(u => u.Set(x => x.Owner, "bob"))).ShouldBe(new BulkResult(2, 0, null));
        (await db.Equipment.Where(x => x.Owner == "bob").ToListAsync()).Select(x => x.Id).ShouldBe(["s", "t"]);
        (await db.Vehicles.Where(v => v.DepotId == "d").DeleteAllAsync()).ShouldBe(new BulkResult(2, 0, null));
        (await db.Equipment.Where(x => x.DepotId == "d").ToListAsync()).Select(x => x.Id).ShouldBe(["b", "s"]);
    }

    [Fact]
    public async Task A_budget_stops_it_where_it_can_go_on()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await FillAsync(db, "o1", 4);
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        var error = await Should.ThrowAsync<BulkIncompleteException>(
            () => query.WithBudget(items: 3).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1)));
        error.InnerException.ShouldBeOfType<BudgetExceededException>();
        error.Changed.ShouldBe(3);
        (await query.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = error.Token })).Changed.ShouldBe(1);
        (await TeamsAsync(db, "o1")).ShouldAllBe(t => t.MemberCount == 1);
    }

    [Fact]
    public async Task What_the_model_promises_is_kept_for_each_item()
    {
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o));
        var db = world.For("acme");
        await db.Clubs.CreateAsync(new Club { Id = "c", MaxMembers = 10 });
        foreach (var id in new[] { "a", "b", "c" })
        {
            await db.Members.CreateAsync(new Member { ClubId = "c", Id = id, Email = $"{id}@x.org", Points = 1 });
        }

        world.Forget();
        (await db.Members.Where(m => m.ClubId == "c").UpdateAllAsync(u => u.Add(m => m.Points, 1).Set(m => m.Nick, null))).ShouldBe(new BulkResult(3, 0, null));
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["Query", "TransactWriteItems", "TransactWriteItems", "TransactWriteItems"]);
        (await db.Members.Where(m => m.ClubId == "c").ToListAsync()).ShouldAllBe(m => m.Points == 2);

        world.Forget();
        (await db.Members.Where(m => m.ClubId == "c" && m.Points == 2).DeleteAllAsync()).ShouldBe(new BulkResult(3, 0, null));
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["Query", "TransactWriteItems", "TransactWriteItems", "TransactWriteItems"]);
        (await db.Clubs.FindAsync("c"))!.MemberCount.ShouldBe(0);
        await db.Members.CreateAsync(new Member { ClubId = "c", Id = "d", Email = "a@x.org" });
    }

    [Fact]
    public async Task Nothing_to_do_is_done_at_once()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var reports = new List<BulkProgress>();
        var options = new BulkOptions { Progress = new Report(reports.Add) };
        (await db.Teams.Where(t => t.OrganizationId == "none").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options)).ShouldBe(new BulkResult(0, 0, null));
        reports.ShouldBe([new BulkProgress(0, 0, null)]);
        world.Requests.Count.ShouldBe(1);

        world.Forget();
        (await db.Teams.Where(t => t.OrganizationId == "o1" && t.TenantId == "globex").DeleteAllAsync()).ShouldBe(new BulkResult(0, 0, null));
        world.SentNothing();
    }

    [Fact]
    [Trait("Feature", "T7")]
    public async Task The_operations_id_shows_on_no_entity_and_no_property_can_have_its_place()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await FillAsync(db, "o1", 1);
        await db.Teams.Where(t => t.OrganizationId == "o1").UpdateAllAsync(u => u.Set(t => t.Name, "x"));
        (await world.ItemAsync()).ShouldContainKey("_bulk");
        typeof(Team).GetProperties().ShouldNotContain(p => p.Name.Contains("bulk", StringComparison.OrdinalIgnoreCase));
        Should.Throw<ModelException>(() => new ClashTable(new TableOptions<ClashTable>(world.Client))).Message.ShouldContain("_bulk");
    }

    private static async Task MoveAsync(SaasTable db, WritingWorld<SaasTable> world)
    {
        // Ten of them make a page of 1 MB.
        for (var i = 0; i < 30; i++)
        {
            await db.Projects.CreateAsync(Project(i) with { Owner = new string('x', 100_000) });
        }

        world.Forget();
        var result = await db.Projects.Where(p => p.TeamId == "t1").UsingIndex("GSI1")
            .UpdateAllAsync(u => u.Set(p => p.Status, ProjectStatus.Archived).Add(p => p.TaskCount, 1));
        result.ShouldBe(new BulkResult(30, 0, null));

        // More updates than items: those that were met again were refused by their condition.
        world.Lines.Count(l => l.StartsWith("UpdateItem", StringComparison.Ordinal)).ShouldBeGreaterThan(30);
        world.Lines.Count(l => l.StartsWith("Query", StringComparison.Ordinal)).ShouldBeGreaterThan(3);
    }

    private static Project Project(int number) => new()
    {
        TeamId = "t1", Id = $"{number:D4}", Name = "p", CreatedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(number),
    };

    internal static Task FillAsync(SaasTable db, string organization, int count) => db.Teams.BatchPutAsync(
        Enumerable.Range(0, count).Select(i => new Team { OrganizationId = organization, Id = $"{i}", Name = "team" }));

    internal static Task<List<Team>> TeamsAsync(SaasTable db, string organization) => db.Teams.Where(t => t.OrganizationId == organization).ToListAsync();

    internal sealed class Report(Action<BulkProgress> report) : IProgress<BulkProgress>
    {
        void IProgress<BulkProgress>.Report(BulkProgress value) => report(value);
    }

    private sealed record Clash(string Id, string Mark);

    private sealed class ClashTable(TableOptions<ClashTable> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table) => table.HasName("Clash").Entity<Clash>(e =>
        {
            e.HasKey(c => $"C#{c.Id}", _ => "#C");
            e.Property(c => c.Mark).HasAttribute("_bulk");
        });
    }
}
