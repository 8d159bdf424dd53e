using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class TransactGetTests
{
    private static Team Team(int number) => new() { OrganizationId = "o1", Id = $"t{number}", Name = $"Team {number}" };

    private static async Task<(WritingWorld<SaasTable> World, SaasTable Db)> StartAsync()
    {
        var world = await WritingWorld<SaasTable>.CreateAsync(o => new SaasTable(o));
        var db = world.For("acme");
        await db.Organizations.CreateAsync(new Organization { Id = "o1", Name = "Acme" });
        await db.Teams.CreateAsync(Team(1));
        await db.Teams.CreateAsync(Team(2));
        world.Forget();
        return (world, db);
    }

    [Fact]
    [Trait("Feature", "P11")]
    public async Task Items_of_several_entities_come_with_one_request_in_the_order_asked_and_misses_are_null()
    {
        var (world, db) = await StartAsync();
        var result = await db.TransactGet()
            .Find<Team>("o1", "t2").Find<Team>("o1", "none").Find<Organization>("o1")
            .Refresh(Team(1), null).Add(db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t2"))
            .ReadAsync();

        world.TakeLines().ShouldBe(
        [
            "TransactGetItems MultiTenantApp  [Get Team pk = TENANT#acme#ORG#o1 sk = TEAM#t2] [Get Team pk = TENANT#acme#ORG#o1 sk = TEAM#none] "
                + "[Get Organization pk = TENANT#acme#ORG#o1 sk = #METADATA] [Get Team pk = TENANT#acme#ORG#o1 sk = TEAM#t1]",
        ]);
        world.Requests.Count.ShouldBe(1);
        result.InOrder<Team>().Select(t => t?.Name).ShouldBe(["Team 2", null, "Team 1", "Team 2"]);
        result.InOrder<Organization>().Select(o => o?.Name).ShouldBe(["Acme"]);
        result.Of<Team>().Select(t => t.Id).ShouldBe(["t2", "t1", "t2"]);
        result.Missing.ShouldHaveSingleItem().Values.ShouldBe(["o1", "none"]);
        result.Keys[4].Values.ShouldBe(["o1", "t2"]);
    }

    [Fact]
    [Trait("Feature", "P11")]
    public async Task Hundred_items_are_read_and_one_more_is_refused_unless_it_is_one_of_them()
    {
        var (world, db) = await StartAsync();
        var hundred = Enumerable.Range(1, 100).Select(Team).ToList();
        (await db.TransactGet().Refresh(hundred).Refresh(Team(100)).ReadAsync()).Entities.Count.ShouldBe(101);
        world.Requests.Count.ShouldBe(1);
        world.Forget();

        var error = await Should.ThrowAsync<QueryTranslationException>(() => db.TransactGet().Refresh(hundred).Refresh(Team(101)).ReadAsync());
        (error.Code, error.Operation).ShouldBe(("STL3170", "TransactGetItems"));
        error.Message.ShouldContain("101");
        (await db.TransactGet().ReadAsync()).Entities.ShouldBeEmpty();
        world.SentNothing();
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_the_items_and_queries_bring_their_own()
    {
        var (world, db) = await StartAsync();
        var globex = world.For("globex");
        (await globex.TransactGet().Find<Team>("o1", "t1").ReadAsync()).Entities.ShouldBe([null]);
        world.TakeLines().ShouldBe(["TransactGetItems MultiTenantApp  [Get Team pk = TENANT#globex#ORG#o1 sk = TEAM#t1]"]);
        await globex.Teams.CreateAsync(Team(1) with { Name = "Theirs" });
        world.Forget();

        var both = await db.TransactGet().Find<Team>("o1", "t1").Add(globex.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1")).ReadAsync();
        both.InOrder<Team>().Select(t => t?.Name).ShouldBe(["Team 1", "Theirs"]);
        world.Requests.Count.ShouldBe(1);
        world.Forget();

        Should.Throw<TenantScopeException>(() => world.Unscoped().TransactGet().Find<Team>("o1", "t1"));
        Should.Throw<TenantScopeException>(() => db.TransactGet().Add(world.Unscoped().Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1")));
        Should.Throw<TenantScopeException>(() => db.TransactGet().Refresh(Team(1) with { TenantId = "globex" }));
        world.SentNothing();
    }

    [Fact]
    public async Task A_query_of_another_tenants_value_matches_nothing_and_nothing_is_sent()
    {
        var (world, db) = await StartAsync();
        var query = db.Teams.Where(t => t.TenantId == "globex" && t.OrganizationId == "o1" && t.Id == "t1");
        (await db.TransactGet().Add(query).ReadAsync()).Entities.ShouldBe([null]);
        world.SentNothing();
    }

    [Fact]
    public async Task Wrong_keys_and_queries_of_more_than_a_key_are_refused_before_any_request()
    {
        var (world, db) = await StartAsync();
        Should.Throw<ArgumentException>(() => db.TransactGet().Find<Team>("o1"));
        Should.Throw<ArgumentException>(() => db.TransactGet().Find<Team>("o1", 1));
        Should.Throw<KeyValueException>(() => db.TransactGet().Find<Team>("o1", ""));
        Should.Throw<QueryTranslationException>(() => db.TransactGet().Find<Document>("d1"));
        var key = db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1");
        string[] ids = ["t1", "t2"];
        foreach (var query in new[]
        {
            db.Teams.Where(t => t.OrganizationId == "o1"), key.Where(t => t.Name == "x"), key.Include(t => t.Members), key.Take(1),
            db.Teams.Where(t => t.OrganizationId == "o1" && ids.Contains(t.Id)),
        })
        {
            var error = Should.Throw<QueryTranslationException>(() => db.TransactGet().Add(query));
            (error.Code, error.Entity).ShouldBe(("STL3171", "Team"));
        }

        Should.Throw<QueryTranslationException>(() => db.TransactGet().Add(key.Select(t => t.Name))).Code.ShouldBe("STL3171");
        var elsewhere = new SaasTable(new TableOptions<SaasTable>(new InMemoryDynamoDb().CreateClient()).ForTenant("acme"));
        Should.Throw<QueryTranslationException>(() => db.TransactGet().Add(elsewhere.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1"))).Code.ShouldBe("STL3172");
        world.SentNothing();
    }

    [Fact]
    public async Task What_has_expired_is_a_miss_also_by_a_query()
    {
        var world = await WritingWorld<DocumentTable>.CreateAsync(o => new DocumentTable(o));
        var db = world.For("acme");
        var now = world.Time.GetUtcNow();
        await db.Documents.CreateAsync(new Document { Id = "d1", Title = "a", ExpiresAt = now.AddHours(1) });
        await db.Documents.CreateAsync(new Document { Id = "d2", Title = "b", ExpiresAt = now.AddHours(3) });
        world.Time.Advance(TimeSpan.FromHours(2));
        var result = await db.TransactGet().Find<Document>("d1").Find<Document>("d2")
            .Add(db.Documents.Where(d => d.Id == "d1")).Add(db.Documents.Where(d => d.Id == "d2")).ReadAsync();
        result.InOrder<Document>().Select(d => d?.Id).ShouldBe([null, "d2", null, "d2"]);
    }

    [Fact]
    public async Task Keys_and_values_are_hidden_in_the_log_unless_it_may_show_them()
    {
        var (world, _) = await StartAsync();
        await world.Quiet("acme").TransactGet().Find<Team>("o1", "t1").ReadAsync();
        world.TakeLines().ShouldBe(["TransactGetItems MultiTenantApp  [Get Team pk = ? sk = ?]"]);
    }
}

/// <summary>Conflicts with writers, by faults of the embedded engine and a clock that only the test moves.</summary>
public class TransactGetFaultTests
{
    private readonly InMemoryDynamoDb _database = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _lines = new();

    private async Task<SaasTable> TableAsync()
    {
        var db = new SaasTable(new TableOptions<SaasTable>(_database.CreateClient(c => c.MaxErrorRetry = 0))
        {
            TimeProvider = _clock, Log = _lines.Enqueue,
        }.ForTenant("acme"));
        await db.EnsureTableAsync();
        await db.Teams.CreateAsync(new Team { OrganizationId = "o1", Id = "t1", Name = "One" });
        _lines.Clear();
        return db;
    }

    private static Task<BatchGetResult> ReadAsync(SaasTable db, CancellationToken cancellationToken = default) =>
        db.TransactGet().Find<Team>("o1", "t1").Find<Team>("o1", "t2").ReadAsync(cancellationToken);

    [Theory]
    [InlineData("TransactionConflict")]
    [InlineData("ThrottlingError")]
    [InlineData("ProvisionedThroughputExceeded")]
    public async Task Conflicts_and_throttling_are_repeated(string code)
    {
        var db = await TableAsync();
        _database.Faults.On("TransactGetItems").Times(3).CancelTransaction("None", code);
        var reading = ReadAsync(db);
        await DriveAsync(reading);
        (await reading).InOrder<Team>().Select(t => t?.Name).ShouldBe(["One", null]);
        _lines.Count.ShouldBe(4);
    }

    [Fact]
    [Trait("Fault", "27")]
    public async Task Conflicts_for_ever_end_in_an_error_that_names_the_item()
    {
        var db = await TableAsync();
        _database.Faults.On("TransactGetItems").Always().CancelTransaction("None", "TransactionConflict");
        var error = await Should.ThrowAsync<TransactionFailedException>(() => DriveAsync(ReadAsync(db)));
        (error.Code, error.Operation, error.Entity).ShouldBe(("STL3004", "TransactGetItems", "Team"));
        error.Failures.ShouldBe([new TransactionFailure(1, "Team", "Get", "TransactionConflict", null)]);
        error.Message.ShouldNotContain("t2");
        _lines.Count.ShouldBe(10);
    }

    [Fact]
    [Trait("Fault", "27")]
    public async Task Another_reason_is_not_repeated()
    {
        var db = await TableAsync();
        _database.Faults.On("TransactGetItems").Always().CancelTransaction("TransactionConflict", "ValidationError");
        var error = await Should.ThrowAsync<TransactionFailedException>(() => DriveAsync(ReadAsync(db)));
        error.Failures.Select(f => (f.Index, f.Code)).ShouldBe([(0, "TransactionConflict"), (1, "ValidationError")]);
        _lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_read_ends_in_its_pause_and_nothing_is_sent_afterwards()
    {
        var db = await TableAsync();
        _database.Faults.On("TransactGetItems").Always().CancelTransaction("TransactionConflict");
        using var cancel = new CancellationTokenSource();
        var reading = ReadAsync(db, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        var sent = _lines.Count;
        _clock.Advance(TimeSpan.FromMinutes(1));
        _lines.Count.ShouldBe(sent);
        sent.ShouldBeLessThanOrEqualTo(1);
    }

    private async Task DriveAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await task;
    }
}
