using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Paging;

/// <summary>Results, evaluated items and requests are limited apart from each other, and nothing goes over.</summary>
public abstract class BudgetTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const int Count = 120;

    // 20 KB each: 50 to a page of the service.
    private static readonly string s_text = new('x', 20_000);

    private IQueryable<Project> Projects => Db.Projects.Where(p => p.TeamId == "big");

    protected override Task SeedAsync() => Db.Projects.BatchPutAsync(Enumerable.Range(0, Count).Select(i => new Project
    {
        Id = $"p{i:D3}", TeamId = "big", Name = s_text, TaskCount = i, Owner = i % 60 == 59 ? "rare" : null,
    }));

    [Fact]
    public async Task A_request_budget_stops_the_request_that_would_go_over()
    {
        var error = await Should.ThrowAsync<BudgetExceededException>(() => Projects.WithBudget(requests: 2).ToListAsync());
        error.Code.ShouldBe("STL4201");
        error.Used!.Requests.ShouldBe(2);
        error.Used.CapacityUnits.ShouldBeNull();
        error.Allowed!.Requests.ShouldBe(2);
        error.Results.ShouldBeInRange(90, 110);

        // The second engine counts the item that did not fit into a page any more in both of them.
        error.Used.Items.ShouldBeInRange(error.Results, error.Results + 2);
        error.Message.ShouldContain("allowed: 2 requests; ");
        error.Message.ShouldContain("ToPageAsync");
        error.Message.ShouldNotContain("p0");
        TakeRequests().Count.ShouldBe(2);
        (await Projects.WithBudget(requests: 3).ToListAsync()).Count.ShouldBe(Count);
        (await Projects.WithBudget(requests: 3).CountAsync()).ShouldBe(Count);
        await Should.ThrowAsync<BudgetExceededException>(() => Projects.WithBudget(requests: 2).CountAsync());
        await Should.ThrowAsync<BudgetExceededException>(() => Projects.WithBudget(requests: 2).SingleAsync(p => p.TaskCount == -1));
        (await Projects.WithBudget(requests: 1).FirstAsync()).Id.ShouldBe("p000");
    }

    [Fact]
    public async Task An_item_budget_counts_what_is_evaluated_and_is_exact()
    {
        var error = await Should.ThrowAsync<BudgetExceededException>(() => Projects.Where(p => p.Owner == "rare").WithBudget(items: 61).ToListAsync());
        (error.Used!.Items, error.Results).ShouldBe((61, 1));
        TakeRequests().ShouldAllBe(l => l.Contains("limit", StringComparison.Ordinal));
        (await Projects.WithBudget(items: Count + 5).ToListAsync()).Count.ShouldBe(Count);
    }

    [Fact]
    public async Task A_capacity_budget_asks_what_requests_cost()
    {
        var error = await Should.ThrowAsync<BudgetExceededException>(() => Projects.WithBudget(capacityUnits: 100).ToListAsync());
        error.Used!.Requests.ShouldBe(1);
        error.Used.CapacityUnits!.Value.ShouldBeInRange(100, 140);
        (await Projects.WithBudget(capacityUnits: 1_000).ToListAsync()).Count.ShouldBe(Count);
        (await Projects.WithBudget(capacityUnits: 1).FirstAsync(p => p.Id == "p001")).Id.ShouldBe("p001");
        string[] ids = ["p001", "p002"];
        (await Projects.Where(p => ids.Contains(p.Id)).WithBudget(capacityUnits: 1).ToListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_gives_what_was_read_before_its_budget_ended()
    {
        var seen = 0;
        var error = await Should.ThrowAsync<BudgetExceededException>(async () =>
        {
            await foreach (var _ in Projects.WithBudget(requests: 1).AsAsyncEnumerable())
            {
                seen++;
            }
        });
        error.Results.ShouldBe(seen);
        seen.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_page_ends_with_its_budget_and_goes_on_by_its_token()
    {
        var rare = Projects.Where(p => p.Owner == "rare");
        var ids = new List<string>();
        var (pages, empty) = (0, 0);
        string? token = null;
        do
        {
            var page = await rare.WithBudget(items: 25).ToPageAsync(10, token);
            ids.AddRange(page.Items.Select(p => p.Id));
            empty += page.Items.Count == 0 ? 1 : 0;
            token = page.Next;
            pages++;
            if (page is { Items.Count: 0, Previous: not null } && ids.Count > 0)
            {
                // What comes before an empty page is what was found so far.
                (await rare.ToPageAsync(10, page.Previous)).Items.Select(p => p.Id).ShouldBe(ids);
            }
        }
        while (token is not null);

        ids.ShouldBe(["p059", "p119"]);
        (pages, empty).ShouldBe((5, 3));

        // The same from the other end, and the way back from an empty page.
        var last = await rare.Reverse().WithBudget(requests: 1).ToPageAsync(1);
        last.Items.Single().Id.ShouldBe("p119");
        var all = new List<string>();
        var back = (await rare.ToPageAsync(1, (await rare.ToPageAsync(1)).Next)).Previous;
        while (back is not null)
        {
            var page = await rare.WithBudget(items: 25).ToPageAsync(1, back);
            all.AddRange(page.Items.Select(p => p.Id));
            back = page.Previous;
        }

        all.ShouldBe(["p059"]);
    }

    [Fact]
    public async Task What_is_held_in_memory_is_limited()
    {
        var careful = new SaasTable((Options with { MaxMaterializedItems = 100 }).ForTenant("acme"));
        var error = await Should.ThrowAsync<BudgetExceededException>(() => careful.Projects.Where(p => p.TeamId == "big").ToArrayAsync());
        error.Code.ShouldBe("STL4202");
        error.Message.ShouldContain("TableOptions.MaxMaterializedItems");
        error.Message.ShouldContain("AsAsyncEnumerable()");
        (await careful.Projects.Where(p => p.TeamId == "big").Take(100).ToListAsync()).Count.ShouldBe(100);
        (await careful.Projects.Where(p => p.TeamId == "big").AsAsyncEnumerable().CountAsync()).ShouldBe(Count);
        await Should.ThrowAsync<BudgetExceededException>(() => careful.Projects.AllowScan(4).ToListAsync());
        (await careful.Projects.Where(p => p.TeamId == "big").CountAsync()).ShouldBe(Count);

        await Db.Teams.CreateAsync(new Team { Id = "t", OrganizationId = "o", Name = "t" });
        await Db.Members.BatchPutAsync(Enumerable.Range(0, 100).Select(i => new TeamMember { Id = $"m{i}", TeamId = "t", OrganizationId = "o", Username = "u" }));
        error = await Should.ThrowAsync<BudgetExceededException>(() => careful.Teams.Include(t => t.Members).Where(t => t.OrganizationId == "o").ToListAsync());
        error.Code.ShouldBe("STL4202");
        Should.Throw<ArgumentOutOfRangeException>(() => Options with { MaxMaterializedItems = 0 });
    }

    [Fact]
    public void Limits_that_are_none_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.WithBudget(requests: 0)).ParamName.ShouldBe("requests");
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.WithBudget(items: -1)).ParamName.ShouldBe("items");
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.WithBudget(capacityUnits: double.NaN)).ParamName.ShouldBe("capacityUnits");
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.WithBudget(time: TimeSpan.Zero)).ParamName.ShouldBe("time");
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.WithRateLimit(itemsPerSecond: 0)).ParamName.ShouldBe("itemsPerSecond");
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.AllowScan(0));
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.AllowScan(1_000_001));
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.AllowScan(4, concurrency: 0));
        Should.Throw<QueryTranslationException>(() => Projects.Select(p => p.Id).WithBudget(requests: 1).ToListAsync()).Message.ShouldContain("before Select");
    }

    [Fact]
    public async Task A_time_budget_is_measured_by_the_clock_of_the_options()
    {
        var clock = new FakeTimeProvider();
        var db = new SaasTable((Options with { TimeProvider = clock }).ForTenant("acme"));
        var query = db.Projects.Where(p => p.TeamId == "big").WithBudget(time: TimeSpan.FromSeconds(10));
        var seen = 0;
        var error = await Should.ThrowAsync<BudgetExceededException>(async () =>
        {
            await foreach (var _ in query.AsAsyncEnumerable())
            {
                clock.Advance(TimeSpan.FromSeconds(0.2));
                seen++;
            }
        });
        error.Used!.Requests.ShouldBe(1);
        error.Used.Time.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        error.Message.ShouldContain("10 s");
        error.Results.ShouldBe(seen);
        (await query.ToListAsync()).Count.ShouldBe(Count);
    }
}

public sealed class BudgetTests_Embedded : BudgetTests<Embedded>;

public sealed class BudgetTests_Wrapped : BudgetTests<Wrapped>;

public sealed class BudgetTests_Endpoint : BudgetTests<Endpoint>;

public sealed class BudgetTests_Container : BudgetTests<Container>;
