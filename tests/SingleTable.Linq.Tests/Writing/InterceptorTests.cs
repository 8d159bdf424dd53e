using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class InterceptorTests
{
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First" };
    private static readonly Project s_project = new() { Id = "p1", TeamId = "t1", Name = "P" };

    private readonly List<string> _events = [];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task Each_request_passes_all_of_them_the_first_around_the_others()
    {
        var world = await WritingWorld.SaasAsync();
        var (outer, inner) = (new Probe("outer", _events), new Probe("inner", _events));
        var db = world.With(o => o with { Interceptors = [outer, inner], SensitiveLogging = false });
        await db.Teams.CreateAsync(s_team);
        _events.ShouldBe(["outer before", "inner before", "inner after", "outer after"]);

        await db.Transaction().Put(s_team).Put(s_project).CommitAsync();
        await db.Batch().Put(s_team).Put(s_team with { Id = "t2" }).SendAsync();
        await db.BatchGet().Find<Team>("o1", "t1").Find<Project>("t1", "p1").ReadAsync();
        await db.TransactGet().Find<Team>("o1", "t1").ReadAsync();
        await db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).ToListAsync();
        await db.Teams.FindAsync("o1", "t1");
        foreach (var seen in new[] { outer.Seen, inner.Seen })
        {
            seen.Select(r => (r.Operation, r.Index, r.Entity, r.Tenant, r.Attempt)).ShouldBe(
            [
                ("PutItem", null, "Team", "acme", 1), ("TransactWriteItems", null, null, "acme", 1), ("BatchWriteItem", null, "Team", "acme", 1),
                ("BatchGetItem", null, null, "acme", 1), ("TransactGetItems", null, "Team", "acme", 1), ("Query", "GSI1", "Project", "acme", 1),
                ("GetItem", null, "Team", "acme", 1),
            ]);
            seen.ShouldAllBe(r => r.Table == world.TableName);
            seen.Select(r => world.Normalize(r.Line)).ShouldBe(world.Lines);
        }

        outer.Seen[^1].ToString().ShouldEndWith("  pk = ?  sk = ?");
        outer.Outcomes.ShouldAllBe(o => o.Exception == null && o.ConsumedCapacity == null);
        outer.Seen.ShouldAllBe(r => (string)r.Items["outer"]! == "outer" && (string)r.Items["inner"]! == "inner");
    }

    [Fact]
    public async Task What_is_thrown_before_stops_the_request_and_nothing_is_sent()
    {
        var world = await WritingWorld.SaasAsync();
        var (outer, inner) = (new Probe("outer", _events), new Probe("inner", _events));
        var stop = new InvalidOperationException("not now");
        var db = world.With(o => o with { Interceptors = [outer, new Probe("stop", _events) { Before = _ => throw stop }, inner] });
        foreach (var call in new Func<Task>[]
        {
            () => db.Teams.CreateAsync(s_team), () => db.Teams.FindAsync("o1", "t1"), () => db.Teams.BatchPutAsync([s_team]), () => db.Transaction().Create(s_team).CommitAsync(),
        })
        {
            _events.Clear();
            (await Should.ThrowAsync<InvalidOperationException>(call)).ShouldBeSameAs(stop);
            _events.ShouldBe(["outer before", "stop before", "outer failed"]);
            outer.Outcomes[^1].ShouldBe(new RequestOutcome(TimeSpan.Zero, null, null, stop));
        }

        world.SentNothing();
    }

    [Fact]
    public async Task A_batch_that_is_stopped_half_way_says_what_is_left()
    {
        var world = await WritingWorld.SaasAsync();
        var count = 0;
        var db = world.With(o => o with { Interceptors = [new Probe("p", _events) { Before = _ => ++count == 2 ? throw new InvalidOperationException() : Task.CompletedTask }] });
        var teams = Enumerable.Range(0, 30).Select(i => s_team with { Id = $"{i}" }).ToList();
        var error = await Should.ThrowAsync<BatchIncompleteException>(() => db.Teams.BatchPutAsync(teams));
        error.Leftover.ShouldBe(teams[25..]);
        error.InnerException.ShouldBeOfType<InvalidOperationException>();
        world.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_exception_and_how_long_it_took()
    {
        var (database, db) = await StartAsync(new Probe("p", _events));
        var probe = (Probe)db.Options.Interceptors[0];
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "x")));
        probe.Outcomes[^1].Exception.ShouldBeOfType<ConditionalCheckFailedException>().RequestId.ShouldBe(probe.Outcomes[^1].RequestId);
        database.Faults.On("GetItem").Error("AccessDeniedException", "no");
        await Should.ThrowAsync<AmazonDynamoDBException>(() => db.Teams.FindAsync("o1", "t1"));
        _events.ShouldBe(["p before", "p failed", "p before", "p failed"]);

        database.Faults.On("GetItem").Delay(TimeSpan.FromSeconds(3));
        var reading = db.Teams.FindAsync("o1", "t1");
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        probe.Outcomes[^1].Exception.ShouldBeNull();
        probe.Outcomes[^1].RequestId.ShouldNotBeNullOrEmpty();
        probe.Outcomes[^1].Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_transaction_that_is_sent_again_counts_its_attempts()
    {
        var probe = new Probe("p", _events);
        var (database, db) = await StartAsync(probe);
        database.Faults.On("TransactWriteItems").Times(2).CancelTransaction("TransactionConflict");
        database.Faults.On("TransactGetItems").Times(1).CancelTransaction("TransactionConflict");
        await DriveAsync(db.Transaction().Create(s_team).CommitAsync());
        await DriveAsync(db.TransactGet().Find<Team>("o1", "t1").ReadAsync());
        probe.Seen.Select(r => (r.Operation, r.Attempt)).ShouldBe(
            [("TransactWriteItems", 1), ("TransactWriteItems", 2), ("TransactWriteItems", 3), ("TransactGetItems", 1), ("TransactGetItems", 2)]);
        _events.Where(e => e != "p before").ShouldBe(["p failed", "p failed", "p after", "p failed", "p after"]);
    }

    [Fact]
    public async Task Who_needs_the_consumed_capacity_gets_it_of_every_request()
    {
        var probe = new Probe("p", _events) { NeedsConsumedCapacity = true };
        var (database, db) = await StartAsync(probe);
        await db.Teams.CreateAsync(s_team);
        await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "x"));
        await db.Transaction().Put(s_team).Put(s_project).CommitAsync();
        await db.Teams.BatchPutAsync([s_team, s_team with { Id = "t2" }]);
        await db.Teams.FindAsync("o1", "t1");
        await db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync();
        await db.BatchGet().Find<Team>("o1", "t1").ReadAsync();
        await db.TransactGet().Find<Team>("o1", "t1").ReadAsync();
        await db.Teams.DeleteAsync(s_team);
        probe.Outcomes.Count.ShouldBe(9);
        probe.Outcomes.ShouldAllBe(o => o.ConsumedCapacity > 0);
        database.Requests.ShouldAllBe(r => r.Json.Contains("\"ReturnConsumedCapacity\":\"TOTAL\""));

        // A budget asks by itself.
        var quiet = new Probe("q", _events);
        var other = new SaasTable((TableOptions<SaasTable>)db.Options with { Interceptors = [quiet] });
        await other.Teams.Where(t => t.OrganizationId == "o1").WithBudget(capacityUnits: 100).ToListAsync();
        await other.Teams.Where(t => t.OrganizationId == "o1").ToListAsync();
        quiet.Outcomes.Select(o => o.ConsumedCapacity is null).ShouldBe([false, true]);
    }

    [Fact]
    public async Task What_is_thrown_afterwards_changes_no_outcome()
    {
        var world = await WritingWorld.SaasAsync();
        var bad = new Probe("bad", _events) { After = () => throw new InvalidOperationException("secret") };
        var outer = new Probe("outer", _events);
        var db = world.With(o => o with { Interceptors = [outer, bad] });
        (await db.Teams.CreateAsync(s_team)).Name.ShouldBe("First");
        await Should.ThrowAsync<ItemExistsException>(() => db.Teams.CreateAsync(s_team));
        _events.ShouldBe(["outer before", "bad before", "bad after", "outer after", "outer before", "bad before", "bad failed", "outer failed"]);
        world.TakeLines().Where(l => l.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(
            Enumerable.Repeat("Warning: STL5007 Probe threw InvalidOperationException after a PutItem, whose outcome stays as it is.", 2));
    }

    [Fact]
    public async Task Without_any_there_is_nothing_around_a_request()
    {
        var (_, db) = await StartAsync(null);
        db.Scope.Interception.ShouldBeNull();
        Should.Throw<ArgumentNullException>(() => db.Options with { Interceptors = null! });

        // All hooks are optional.
        var (_, other) = await StartAsync(new Nothing());
        (await other.Teams.CreateAsync(s_team)).Id.ShouldBe("t1");
        await Should.ThrowAsync<ItemExistsException>(() => other.Teams.CreateAsync(s_team));
    }

    private async Task DriveAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await running;
    }

    private async Task<(InMemoryDynamoDb Database, SaasTable Db)> StartAsync(IRequestInterceptor? interceptor)
    {
        var database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { TimeProvider = _time });
        var client = database.CreateClient(c => c.MaxErrorRetry = 0);
        var options = new TableOptions<SaasTable>(client) { TimeProvider = _time, Interceptors = interceptor is null ? [] : [interceptor] };
        var db = new SaasTable(options.ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        database.ClearRequests();
        return (database, db);
    }

    private sealed class Nothing : IRequestInterceptor;

    private sealed class Probe(string name, List<string> events) : IRequestInterceptor
    {
        public bool NeedsConsumedCapacity { get; init; }
        public Func<InterceptedRequest, Task> Before { get; init; } = _ => Task.CompletedTask;
        public Action After { get; init; } = () => { };
        public List<InterceptedRequest> Seen { get; } = [];
        public List<RequestOutcome> Outcomes { get; } = [];

        public async ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            events.Add($"{name} before");
            await Task.Yield();
            await Before(request);
            request.Items[name] = name;
            Seen.Add(request);
        }

        public ValueTask AfterAsync(InterceptedRequest request, RequestOutcome outcome) => End("after", request, outcome);

        public ValueTask FailedAsync(InterceptedRequest request, RequestOutcome outcome) => End("failed", request, outcome);

        private ValueTask End(string how, InterceptedRequest request, RequestOutcome outcome)
        {
            events.Add($"{name} {how}");
            Seen.ShouldContain(request);
            Outcomes.Add(outcome);
            After();
            return ValueTask.CompletedTask;
        }
    }
}
