using System.Text;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.Execution;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Paging;

/// <summary>Reads that go far, or that a faulty server would make go on for ever.</summary>
public sealed class LongReadTests : IAsyncLifetime
{
    private readonly InMemoryDynamoDb _database = new();
    private readonly FakeTimeProvider _clock = new();
    private SaasTable _db = null!;

    public async ValueTask InitializeAsync()
    {
        var client = _database.CreateClient(c => c.MaxErrorRetry = 0);
        _db = new SaasTable(new TableOptions<SaasTable>(client) { TimeProvider = _clock }.ForTenant("acme"));
        await client.CreateTableAsync(_db.CreateTableRequest());
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Five_empty_pages_and_then_an_item_are_six_requests()
    {
        // 52 items of 20 KB are a page of the service.
        await SeedAsync(286, new string('x', 20_000));
        Func<Task<IEnumerable<string>>>[] reads =
        [
            async () => (await Projects().Where(p => p.TaskCount == 285).ToListAsync()).Select(p => p.Id),
            async () => (await Projects().Where(p => p.TaskCount == 285).ToPageAsync(1)).Items.Select(p => p.Id),
            async () => (await Projects().Where(p => p.TaskCount == 285).AsAsyncEnumerable().ToListAsync()).Select(p => p.Id),
            async () => (await Projects().Where(p => p.TaskCount == 285).Prefetch().AsAsyncEnumerable().ToListAsync()).Select(p => p.Id),
            async () => [(await Projects().SingleAsync(p => p.TaskCount == 285)).Id],
        ];
        foreach (var read in reads)
        {
            _database.ClearRequests();
            (await read()).ShouldBe(["p000285"]);
            _database.Requests.Count.ShouldBe(6);
        }
    }

    [Fact]
    public async Task A_server_that_repeats_its_LastEvaluatedKey_is_stopped()
    {
        await SeedAsync(200, new string('x', 20_000));
        var first = await Projects().ToPageAsync(5);
        _database.Faults.On("Query").Always().RepeatLastKey();
        _database.Faults.On("Scan").Always().RepeatLastKey();
        Func<Task>[] reads =
        [
            () => Projects().Where(p => p.TaskCount < 0).ToPageAsync(5),
            () => Projects().ToPageAsync(190, first.Next),
            () => Projects().WithBudget(items: 190).ToPageAsync(150),
            () => _db.Projects.AllowScan().Where(p => p.TaskCount < 0).ToPageAsync(5),
            () => _db.Projects.AllowScan(2).ToListAsync(),
            () => Projects().ToListAsync(),
            () => Projects().CountAsync(),
            () => Projects().Prefetch().AsAsyncEnumerable().CountAsync().AsTask(),
        ];
        foreach (var read in reads)
        {
            _database.ClearRequests();
            (await Should.ThrowAsync<SingleTableException>(read)).Code.ShouldBe("STL4101");
            _database.Requests.Count.ShouldBeLessThan(6);
        }
    }

    [Fact]
    public async Task A_filter_that_matches_the_last_of_100_000_items_finds_it()
    {
        // One more than are held in memory by default.
        var database = await LoadAsync(100_001);
        var db = new SaasTable(new TableOptions<SaasTable>(database.CreateClient()).ForTenant("acme"));
        var projects = db.Projects.Where(p => p.TeamId == "long");
        var page = await projects.Where(p => p.TaskCount == 100_000).ToPageAsync(1);
        (page.Items.Single().Id, page.Next).ShouldBe(("p100000", null));
        var requests = database.Requests.Count;
        database.ClearRequests();
        (await projects.CountAsync()).ShouldBe(100_001);
        requests.ShouldBeLessThanOrEqualTo(database.Requests.Count + 6);
        (await Should.ThrowAsync<BudgetExceededException>(() => projects.ToListAsync())).Code.ShouldBe("STL4202");
    }

    [Fact]
    public void A_server_that_leads_in_a_circle_is_noticed()
    {
        var query = new QueryExecutor(_db.Scope, _db.RuntimeState).Bind(Projects().Expression);
        var request = (PageRequest)query.Request!;
        var pages = 0;
        Should.Throw<SingleTableException>(() =>
        {
            for (; pages < 1_000; pages++)
            {
                Execution.Paging.Continue(request, [1, (byte)(pages < 20 ? pages : 20 + (pages % 7))], query.Plan.Entity);
            }
        }).Code.ShouldBe("STL4101");
        pages.ShouldBeInRange(27, 64);
    }

    [Fact]
    public async Task A_prefetched_page_that_fails_fails_where_it_is_reached_and_not_when_it_is_not()
    {
        await SeedAsync(200, new string('x', 20_000));
        _database.Faults.On("Query").Skip(1).Always().Error("ValidationException", "second page");
        var seen = 0;
        var error = await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(async () =>
        {
            await foreach (var _ in Projects().Prefetch().AsAsyncEnumerable())
            {
                seen++;
            }
        });
        error.Message.ShouldContain("second page");
        seen.ShouldBeGreaterThan(10);
        _database.Faults.Clear();
        _database.Faults.On("Query").Skip(1).Always().Error("ValidationException", "second page");
        await foreach (var _ in Projects().Prefetch().AsAsyncEnumerable())
        {
            break;
        }
    }

    [Fact]
    public async Task A_loop_that_ends_cancels_the_page_that_is_being_read_ahead()
    {
        await SeedAsync(200, new string('x', 20_000));
        _database.Faults.On("Query").Skip(1).Always().Hang();
        await foreach (var _ in Projects().Prefetch().AsAsyncEnumerable())
        {
            break;
        }
    }

    [Fact]
    public async Task A_time_budget_ends_a_request_under_way_and_the_page_goes_on()
    {
        await SeedAsync(200, new string('x', 20_000));
        _database.Faults.On("Query").Skip(1).Times(2).Hang();
        var list = Projects().WithBudget(time: TimeSpan.FromSeconds(5)).ToListAsync();
        await AdvanceAsync(list);
        (await Should.ThrowAsync<BudgetExceededException>(() => list)).Used!.Requests.ShouldBe(2);
        var reading = Projects().WithBudget(time: TimeSpan.FromSeconds(5)).ToPageAsync(10);
        await AdvanceAsync(reading);
        var page = await reading;
        page.Items.ShouldBeEmpty();
        page.Previous.ShouldBeNull();
        (await Projects().ToPageAsync(2, page.Next)).Items.Select(p => p.Id).ShouldBe(["p000000", "p000001"]);
    }

    [Fact]
    public async Task A_rate_is_kept_by_waiting()
    {
        await SeedAsync(50);
        _database.ClearRequests();
        var reading = _db.Projects.AllowScan().WithRateLimit(itemsPerSecond: 10).ToListAsync();
        var waits = 0;
        while (!reading.IsCompleted && waits < 1_000)
        {
            await Task.Delay(5);
            _clock.Advance(TimeSpan.FromSeconds(0.25));
            waits++;
        }

        (await reading).Count.ShouldBe(50);
        _database.Requests.Count.ShouldBe(6);
        (waits * 0.25).ShouldBeGreaterThanOrEqualTo(5);
        (await _db.Projects.AllowScan(3).WithRateLimit(capacityUnitsPerSecond: 1_000_000).ToListAsync()).Count.ShouldBe(50);
    }

    private async Task AdvanceAsync(Task reading)
    {
        for (var i = 0; i < 500 && !reading.IsCompleted; i++)
        {
            await Task.Delay(5);
            if (_database.Requests.Count > 0)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    private IQueryable<Project> Projects() => _db.Projects.Where(p => p.TeamId == "long");

    private async Task SeedAsync(int count, string name = "n")
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count).Chunk(1_000), new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (chunk, token) => await _db.Projects.BatchPutAsync(chunk.Select(i => Project(i, name)), token));
    }

    // Written as a snapshot, because 4,000 requests would take most of a minute.
    private async Task<InMemoryDynamoDb> LoadAsync(int count)
    {
        await _db.Projects.PutAsync(Project(0));
        using var saved = new MemoryStream();
        _database.Save("MultiTenantApp", saved);
        var lines = Encoding.UTF8.GetString(saved.ToArray()).Split('\n');
        var text = new StringBuilder(lines[0]).Append('\n').Append(lines[1]).Append('\n');
        for (var i = 0; i < count; i++)
        {
            text.Append(lines[2].Replace("p000000", $"p{i:D6}", StringComparison.Ordinal)
                .Replace("\"TaskCount\":{\"N\":\"0\"}", $"\"TaskCount\":{{\"N\":\"{i}\"}}", StringComparison.Ordinal)).Append('\n');
        }

        var database = new InMemoryDynamoDb();
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        database.Load(source);
        return database;
    }

    private static Project Project(int i, string name = "n") => new() { Id = $"p{i:D6}", TeamId = "long", Name = name, TaskCount = i };
}
