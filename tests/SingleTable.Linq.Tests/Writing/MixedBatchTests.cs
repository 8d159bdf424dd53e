using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Batches of several entity types, on each engine.</summary>
public abstract class MixedBatchTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private SaasTable OneByOne => new((Options with { MaxParallelRequests = 1 }).ForTenant("acme"));

    private static IEnumerable<Team> Teams(int count) =>
        Enumerable.Range(1, count).Select(i => new Team { OrganizationId = "o1", Id = $"t{i}", Name = $"Team {i}" });

    [Fact]
    [Trait("Feature", "P3")]
    [Trait("Feature", "S16")]
    public async Task Puts_and_deletes_of_several_entities_share_requests()
    {
        await Db.Teams.BatchPutAsync(Teams(3));
        TakeRequests();
        var steps = new Steps<BatchProgress>();
        await OneByOne.Batch()
            .Put(new Organization { Id = "o1", Name = "Acme" })
            .PutRange(Teams(30).Skip(3))
            .Put((Project?)null)
            .Delete(Teams(1).Single())
            .Delete(Teams(2).Last())
            .DeleteRange([new Project { TeamId = "t1", Id = "none", Name = "" }])
            .SendAsync(steps);
        TakeRequests().ShouldBe(["BatchWriteItem Table  25 puts", "BatchWriteItem Table  3 puts, 3 deletes"]);
        steps.Reported.ShouldBe([new BatchProgress(31, 25, 1), new BatchProgress(31, 31, 2)]);
        (await Db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).Select(t => t.Id)
            .ShouldBe(Teams(30).Select(t => t.Id).Except(["t1", "t2"]), ignoreOrder: true);
        (await Db.Organizations.FindAsync("o1"))!.Name.ShouldBe("Acme");
    }

    [Fact]
    [Trait("Feature", "P3")]
    public async Task A_query_names_one_item_to_delete_and_no_condition()
    {
        await Db.Teams.BatchPutAsync(Teams(2));
        TakeRequests();
        await Db.Batch().Delete(Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1")).SendAsync();
        TakeRequests().ShouldBe(["BatchWriteItem Table  1 delete"]);
        (await Db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).Single().Id.ShouldBe("t2");
        TakeRequests();

        var conditional = Db.Batch().Delete(Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t2" && t.Name == "x"));
        (await Should.ThrowAsync<WriteException>(() => conditional.SendAsync())).Code.ShouldBe("STL3122");
        var twice = Db.Batch().Put(Teams(1).Single()).Delete(Teams(1).Single());
        (await Should.ThrowAsync<WriteException>(() => twice.SendAsync())).Code.ShouldBe("STL3113");
        await Should.ThrowAsync<TenantScopeException>(() => Db.Batch().Put(Teams(1).Single() with { TenantId = "globex" }).SendAsync());
        await Db.Batch().SendAsync();
        TakeRequests().ShouldBeEmpty();
    }

    [Fact]
    [Trait("Feature", "P2")]
    public async Task Items_of_several_entities_come_in_the_order_of_their_keys_and_misses_are_named()
    {
        await Db.Batch().PutRange(Teams(150)).Put(new Organization { Id = "o1", Name = "Acme" })
            .Put(new Project { TeamId = "t1", Id = "p1", Name = "One" }).SendAsync();
        TakeRequests();
        var result = await OneByOne.BatchGet()
            .Find<Project>("t1", "p1")
            .Refresh(Teams(150).Reverse())
            .Find<Team>("o1", "nobody").Find<Team>("o1", "t7")
            .Find<Organization>("o1")
            .ConsistentRead()
            .ReadAsync();
        var lines = TakeRequests();
        lines.Count.ShouldBe(2);
        lines.ShouldAllBe(l => l.StartsWith("BatchGetItem Table  ", StringComparison.Ordinal) && l.EndsWith("  consistent", StringComparison.Ordinal));
        result.Of<Team>().Select(t => t.Id).ShouldBe(Enumerable.Range(1, 150).Reverse().Select(i => $"t{i}"));
        result.Of<Project>().Single().Name.ShouldBe("One");
        result.Of<Organization>().Single().Name.ShouldBe("Acme");
        var missing = result.Missing.ShouldHaveSingleItem();
        (missing.EntityType, missing.Values).ShouldBe((typeof(Team), missing.Values));
        missing.Values.ShouldBe(["o1", "nobody"]);
        result.Keys.Count.ShouldBe(154);
        ((Team)result.Entities[152]!).Id.ShouldBe("t7");
        result.Entities[151].ShouldBeNull();
    }

    [Fact]
    [Trait("Fault", "9")]
    [Trait("Feature", "P2")]
    public async Task Keys_of_another_type_or_tenant_are_misses()
    {
        await Db.Batch().PutRange(Teams(1)).SendAsync();
        var globex = new SaasTable(Options.ForTenant("globex"));
        (await globex.BatchGet().Find<Team>("o1", "t1").ReadAsync()).Missing.Count.ShouldBe(1);
        (await globex.BatchGet().ReadAsync()).Keys.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => Db.BatchGet().Find<Team>("o1"));
        Should.Throw<KeyValueException>(() => Db.BatchGet().Find<Team>("o1", ""));
        Should.Throw<TenantScopeException>(() => new SaasTable(Options).BatchGet().Find<Team>("o1", "t1"));
    }

    [Fact]
    [Trait("Feature", "P16")]
    public async Task A_transaction_is_built_from_lists()
    {
        await Db.Teams.BatchPutAsync(Teams(2));
        TakeRequests();
        await Db.Transaction()
            .CreateRange(Teams(4).Skip(2)).UpdateRange(Teams(1), (t, u) => u.Set(x => x.Name, t.Id + "!")).DeleteRange([Teams(2).Last(), null])
            .PutRange([new Project { TeamId = "t1", Id = "p1", Name = "One" }])
            .CommitAsync();
        TakeRequests().Count.ShouldBe(1);
        (await Db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).Select(t => (t.Id, t.Name))
            .ShouldBe([("t1", "t1!"), ("t3", "Team 3"), ("t4", "Team 4")]);
    }
}

public sealed class MixedBatchTests_Embedded : MixedBatchTests<Embedded>;

public sealed class MixedBatchTests_Wrapped : MixedBatchTests<Wrapped>;

public sealed class MixedBatchTests_Endpoint : MixedBatchTests<Endpoint>;

/// <summary>What the service leaves undone, by faults of the embedded engine and a clock that only the test moves.</summary>
public class BatchFaultTests
{
    private readonly InMemoryDynamoDb _database = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _lines = new();

    private async Task<SaasTable> TableAsync(int parallel)
    {
        var db = new SaasTable(new TableOptions<SaasTable>(_database.CreateClient(c => c.MaxErrorRetry = 0))
        {
            TimeProvider = _clock, Log = _lines.Enqueue, MaxParallelRequests = parallel,
        }.ForTenant("acme"));
        await db.EnsureTableAsync();
        _lines.Clear();
        return db;
    }

    private static List<Team> Teams(int count) => [.. Enumerable.Range(1, count).Select(i => new Team { OrganizationId = "o1", Id = $"t{i}", Name = "n" })];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [Trait("Fault", "19")]
    [Trait("Feature", "P3")]
    public async Task Writes_left_three_times_are_merged_with_fresh_ones(int parallel)
    {
        var db = await TableAsync(parallel);
        _database.Faults.On("BatchWriteItem").Times(3).LeaveUnprocessed(5);
        await DriveAsync(db.Batch().PutRange(Teams(200)).SendAsync());
        if (parallel == 1)
        {
            // 200 and three times five again: each request is full but the last.
            _lines.ShouldBe([.. Enumerable.Repeat("BatchWriteItem MultiTenantApp  25 puts", 8), "BatchWriteItem MultiTenantApp  15 puts"]);
        }

        (await db.Teams.Where(t => t.OrganizationId == "o1").CountAsync()).ShouldBe(200);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [Trait("Fault", "19")]
    [Trait("Feature", "P2")]
    public async Task Keys_left_three_times_are_merged_with_fresh_ones(int parallel)
    {
        var db = await TableAsync(parallel);
        await db.Teams.BatchPutAsync(Teams(350));
        _lines.Clear();
        _database.Faults.On("BatchGetItem").Times(3).LeaveUnprocessed(40);
        var reading = db.BatchGet().Refresh(Teams(350)).ReadAsync();
        await DriveAsync(reading);
        (await reading).Of<Team>().Select(t => t.Id).ShouldBe(Teams(350).Select(t => t.Id));
        if (parallel == 1)
        {
            _lines.Count.ShouldBe(5); // 470 keys in all
        }
    }

    [Fact]
    [Trait("Fault", "19")]
    [Trait("Feature", "P2")]
    public async Task Keys_left_for_ever_end_in_an_error_with_exactly_them()
    {
        var db = await TableAsync(1);
        await db.Teams.BatchPutAsync(Teams(30));
        _lines.Clear();
        _database.Faults.On("BatchGetItem").Always().LeaveUnprocessed(2);
        var reading = db.BatchGet().Refresh(Teams(30)).ReadAsync();
        var error = await Should.ThrowAsync<BatchIncompleteException>(() => DriveAsync(reading));
        (error.Code, error.Operation).ShouldBe(("STL3006", "BatchGetItem"));
        error.Leftover.Cast<BatchKey>().Select(k => k.Values[1]).ShouldBe(["t29", "t30"]);
        error.Message.ShouldNotContain("t29");
        _lines.Count.ShouldBe(11);

        var ids = Teams(30).Select(t => t.Id).ToList();
        var query = db.Teams.Where(t => t.OrganizationId == "o1" && ids.Contains(t.Id)).ToListAsync();
        (await Should.ThrowAsync<SingleTableException>(() => DriveAsync(query))).Code.ShouldBe("STL4103");
    }

    [Fact]
    public async Task A_request_that_fails_in_the_middle_leaves_exactly_the_rest()
    {
        var db = await TableAsync(1);
        _database.Faults.On("BatchWriteItem").Skip(1).Always().Fail(503);
        var teams = Teams(80);
        var error = await Should.ThrowAsync<BatchIncompleteException>(() => DriveAsync(db.Batch().PutRange(teams).SendAsync()));
        error.Leftover.ShouldBe(teams.Skip(25));
        error.InnerException.ShouldBeAssignableTo<AmazonServiceException>();
        (await db.Teams.Where(t => t.OrganizationId == "o1").CountAsync()).ShouldBe(25);
    }

    [Fact]
    public async Task A_request_that_fails_at_once_is_the_SDKs_own_error()
    {
        var db = await TableAsync(1);
        _database.Faults.On("BatchWriteItem").Fail(503);
        await Should.ThrowAsync<AmazonServiceException>(() => DriveAsync(db.Batch().PutRange(Teams(80)).SendAsync()));
    }

    [Fact]
    public async Task Cancellation_between_chunks_and_in_a_pause_sends_nothing_more()
    {
        var db = await TableAsync(1);
        using var cancel = new CancellationTokenSource();
        var stop = new Steps<BatchProgress>(_ => cancel.Cancel());
        await Should.ThrowAsync<OperationCanceledException>(() => db.Batch().PutRange(Teams(80)).SendAsync(stop, cancel.Token));
        _lines.Count.ShouldBe(1);

        _database.Faults.On("BatchWriteItem").Always().LeaveUnprocessed();
        using var later = new CancellationTokenSource();
        var parallel = await TableAsync(4);
        var writing = parallel.Batch().PutRange(Teams(200)).SendAsync(null, later.Token);
        while (_lines.Count < 4) await Task.Delay(1, TestContext.Current.CancellationToken);
        await later.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => writing);
        var sent = _lines.Count;
        _clock.Advance(TimeSpan.FromMinutes(1));
        _lines.Count.ShouldBe(sent);
    }

    private async Task DriveAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await task;
    }
}

/// <summary>Keeps what is reported, at once and in order.</summary>
internal sealed class Steps<T>(Action<T>? then = null) : IProgress<T>
{
    public List<T> Reported { get; } = [];

    public void Report(T value)
    {
        Reported.Add(value);
        then?.Invoke(value);
    }
}
