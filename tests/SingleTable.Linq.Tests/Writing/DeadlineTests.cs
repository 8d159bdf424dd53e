using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Everything waits on a clock that only the tests move.</summary>
public class DeadlineTests
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(5);
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First", MemberCount = 1 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_read_that_hangs_ends_at_the_deadline_and_names_what_it_was()
    {
        var (database, db) = await StartAsync();
        database.Faults.On("GetItem").Hang();
        database.Faults.On("Query").Hang();
        var error = await Should.ThrowAsync<OperationTimeoutException>(() => DriveAsync(() => db.Teams.FindAsync("o1", "t1")));
        (error.Code, error.Entity, error.Operation, error.Timeout).ShouldBe(("STL3150", "Team", "GetItem", s_most));
        error.Message.ShouldNotContain("t1");

        error = await Should.ThrowAsync<OperationTimeoutException>(
            () => DriveAsync(() => db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()));
        error.Operation.ShouldBe("Query");
        database.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_hangs_is_unknown_with_the_timeout_as_its_cause()
    {
        var (database, db) = await StartAsync();
        database.Faults.On("PutItem").Hang();
        database.Faults.On("TransactWriteItems").Hang();
        var put = await Should.ThrowAsync<UnknownOutcomeException>(() => DriveAsync(() => db.Teams.PutAsync(s_team)));
        put.InnerException.ShouldBeOfType<OperationTimeoutException>().Operation.ShouldBe("PutItem");

        var commit = await Should.ThrowAsync<UnknownOutcomeException>(() => DriveAsync(() => db.Transaction().Create(s_team).CommitAsync()));
        commit.InnerException.ShouldBeOfType<OperationTimeoutException>().Entity.ShouldBe("Team");
        database.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_transaction_in_conflict_for_ever_ends_in_its_pauses_and_wrote_nothing()
    {
        var (database, db) = await StartAsync(TimeSpan.FromMilliseconds(1));
        database.Faults.On("TransactWriteItems").Always().CancelTransaction("TransactionConflict");
        await Should.ThrowAsync<OperationTimeoutException>(() => DriveAsync(() => db.Transaction().Create(s_team).CommitAsync()));

        var sent = database.Requests.Count;
        _time.Advance(TimeSpan.FromMinutes(5));
        database.Requests.Count.ShouldBe(sent);
        (await db.Teams.FindAsync("o1", "t1")).ShouldBeNull();
    }

    [Fact]
    [Trait("Fault", "19")]
    public async Task Batches_that_are_left_for_ever_end_at_the_deadline_with_exactly_what_is_left()
    {
        var (database, db) = await StartAsync(TimeSpan.FromMilliseconds(1));
        Team[] teams = [.. Enumerable.Range(0, 30).Select(i => s_team with { Id = $"t{i}" })];
        database.Faults.On("BatchWriteItem").Always().LeaveUnprocessed(3);
        var error = await Should.ThrowAsync<BatchIncompleteException>(() => DriveAsync(() => db.Teams.BatchPutAsync(teams)));
        error.InnerException.ShouldBeOfType<OperationTimeoutException>();
        var stored = await StoredAsync(database);
        error.LeftoverPuts.Cast<Team>().Select(t => t.Id).ShouldBe(teams.Select(t => t.Id).Except(stored));

        database.Faults.On("BatchGetItem").Always().LeaveUnprocessed(1);
        var read = await Should.ThrowAsync<BatchIncompleteException>(
            () => DriveAsync(() => db.BatchGet().Find<Team>("o1", "a").Find<Team>("o1", "b").ReadAsync()));
        read.InnerException.ShouldBeOfType<OperationTimeoutException>();
        read.Leftover.Cast<BatchKey>().ShouldHaveSingleItem().Values.ShouldBe(["o1", "b"]);
    }

    [Fact]
    public async Task Without_a_deadline_or_before_it_nothing_changes_and_each_operation_has_its_own()
    {
        var (_, db) = await StartAsync();
        await db.Teams.CreateAsync(s_team);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await db.Teams.FindAsync("o1", "t1")).ShouldNotBeNull();
        (await db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).Count.ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => db.Options with { OperationTimeout = TimeSpan.Zero });
    }

    [Theory]
    [InlineData("before")]
    [InlineData("during")]
    [InlineData("backoff")]
    public async Task A_cancellation_ends_at_once_with_the_callers_token_and_nothing_is_sent_afterwards(string when)
    {
        var (database, db) = await StartAsync();
        using var cancel = new CancellationTokenSource();
        if (when == "before")
        {
            await cancel.CancelAsync();
        }

        var batch = database.Faults.On("BatchWriteItem").Always();
        _ = when == "during" ? batch.Hang() : batch.LeaveUnprocessed();
        var writing = db.Teams.BatchPutAsync([s_team], cancel.Token);
        while (when != "before" && database.Requests.Count == 0)
        {
            await Task.Yield();
        }

        await cancel.CancelAsync();
        var error = await Should.ThrowAsync<OperationCanceledException>(() => writing);
        error.CancellationToken.ShouldBe(cancel.Token);
        _time.Advance(TimeSpan.FromMinutes(5));
        database.Requests.Count.ShouldBe(when == "before" ? 0 : 1);
    }

    private static async Task<IEnumerable<string>> StoredAsync(InMemoryDynamoDb database)
    {
        using var client = database.CreateClient();
        var found = await client.ScanAsync(new Amazon.DynamoDBv2.Model.ScanRequest("MultiTenantApp"));
        return found.Items.Select(i => i["Id"].S);
    }

    private async Task DriveAsync(Func<Task> start)
    {
        var task = start();
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await task;
    }

    private async Task<(InMemoryDynamoDb Database, SaasTable Db)> StartAsync(TimeSpan? most = null)
    {
        var database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { TimeProvider = _time });
        var client = database.CreateClient(c => c.MaxErrorRetry = 0);
        var options = new TableOptions<SaasTable>(client) { TimeProvider = _time, MaxParallelRequests = 1 };
        await client.CreateTableAsync(new SaasTable(options).CreateTableRequest());
        database.ClearRequests();
        return (database, new SaasTable((options with { OperationTimeout = most ?? s_most }).ForTenant("acme")));
    }
}
