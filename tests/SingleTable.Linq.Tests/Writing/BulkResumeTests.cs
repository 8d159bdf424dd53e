using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class BulkResumeTests
{
    [Fact]
    public async Task A_hundred_thousand_items_are_stopped_half_way_and_each_changes_once()
    {
        const int All = 100_000;
        var (_, db) = await StartAsync(All);
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        var reports = new List<BulkProgress>();
        using var stop = new CancellationTokenSource();
        var options = new BulkOptions
        {
            Progress = new BulkUpdateTests.Report(p =>
            {
                reports.Add(p);
                if (p.Changed >= All / 2)
                {
                    stop.Cancel();
                }
            }),
        };

        var stopped = await Should.ThrowAsync<BulkIncompleteException>(() => query.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options, stop.Token));
        stopped.InnerException.ShouldBeAssignableTo<OperationCanceledException>();
        stopped.Changed.ShouldBe(reports[^1].Changed);
        stopped.Changed.ShouldBeInRange(All / 2, (All / 2) + 100);
        (await query.Where(t => t.MemberCount == 1).CountAsync()).ShouldBe((int)stopped.Changed);

        reports.Clear();
        var rest = await query.UpdateAllAsync(
            u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = stopped.Token, Progress = new BulkUpdateTests.Report(reports.Add) }, TestContext.Current.CancellationToken);
        (stopped.Changed + rest.Changed, rest.Skipped, rest.Token).ShouldBe((All, 0, null));
        reports.Select(p => p.Changed).ShouldBe(reports.Select(p => p.Changed).Order());
        reports[^1].ShouldBe(new BulkProgress(rest.Changed, 0, null));
        reports.SkipLast(1).ShouldAllBe(p => p.Token != null);
        (await query.Where(t => t.MemberCount != 1).CountAsync()).ShouldBe(0);
        (await query.CountAsync()).ShouldBe(All);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public async Task Stopped_by_lost_replies_again_and_again_it_changes_each_item_once_and_the_counts_add_up(int parallel)
    {
        const int All = 150;
        var (database, db) = await StartAsync(All);
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        long changed = 0;
        var stops = 0;
        for (string? token = null; ;)
        {
            // Every attempt from the 38th on is lost, so that nobody knows of the last ones.
            var rule = database.Faults.On("UpdateItem").Skip(37).Always();
            rule.ResetAfterCommit();
            try
            {
                var end = await query.UpdateAllAsync(
                    u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = token, MaxParallelRequests = parallel }, TestContext.Current.CancellationToken);
                changed += end.Changed;
                break;
            }
            catch (BulkIncompleteException e)
            {
                e.InnerException.ShouldBeOfType<UnknownOutcomeException>();
                rule.Times(0);
                stops++;
                changed += e.Changed;
                token = e.Token;
            }
        }

        stops.ShouldBeGreaterThan(1);
        changed.ShouldBe(All);
        (await query.Where(t => t.MemberCount == 1).CountAsync()).ShouldBe(All);
    }

    [Fact]
    public async Task Cancelled_while_writes_are_under_way_it_changes_each_item_once()
    {
        const int All = 200;
        var (database, db) = await StartAsync(All);
        database.Faults.On("UpdateItem").Skip(90).Times(3).Hang();
        using var stop = new CancellationTokenSource();
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        var run = query.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { MaxParallelRequests = 4 }, stop.Token);
        while (database.Requests.Count(r => r.Operation == "UpdateItem") < 100)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        var stopped = await Should.ThrowAsync<BulkIncompleteException>(() => run);
        var sent = database.Requests.Count;
        var rest = await query.UpdateAllAsync(
            u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = stopped.Token }, TestContext.Current.CancellationToken);
        (stopped.Changed + rest.Changed).ShouldBe(All);
        (await query.Where(t => t.MemberCount == 1).CountAsync()).ShouldBe(All);

        // What was done is not asked of again: no write is sent for it.
        (database.Requests.Count - sent).ShouldBeInRange(All - (int)stopped.Changed, All - (int)stopped.Changed + 10);
    }

    [Fact]
    public async Task From_a_token_of_progress_it_goes_on_where_a_process_ended()
    {
        var (_, db) = await StartAsync(250);
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        var reports = new List<BulkProgress>();
        await query.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Progress = new BulkUpdateTests.Report(reports.Add) });
        reports.Select(p => p.Changed).ShouldBe([100, 200, 250, 250]);

        // All of it is done already.
        (await query.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = reports[0].Token })).ShouldBe(new BulkResult(0, 0, null));
        (await query.Where(t => t.MemberCount == 1).CountAsync()).ShouldBe(250);
    }

    [Fact]
    public async Task In_parts_of_so_many_items_it_does_all_of_them_once()
    {
        var (database, db) = await StartAsync(25);
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        var counts = new List<long>();
        string? token = null;
        do
        {
            var part = await query.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { MaxItems = 10, Resume = token });
            counts.Add(part.Changed);
            token = part.Token;
        }
        while (token is not null);
        counts.ShouldBe([10, 10, 5]);
        (await query.ToListAsync()).ShouldAllBe(t => t.MemberCount == 1);

        (await query.DeleteAllAsync(new BulkOptions { MaxItems = 25 })).ShouldBe(new BulkResult(25, 0, null));
        database.Requests.Count(r => r.Operation == "UpdateItem").ShouldBe(25);
    }

    [Fact]
    public async Task Items_that_moved_ahead_before_it_was_stopped_change_once()
    {
        var (database, db) = await StartAsync(0);
        for (var i = 0; i < 30; i++)
        {
            await db.Projects.CreateAsync(new Project
            {
                TeamId = "t1", Id = $"{i:D4}", Name = "p", Owner = new string('x', 100_000), CreatedAt = DateTimeOffset.UnixEpoch.AddDays(i),
            });
        }

        var rule = database.Faults.On("UpdateItem").Skip(14).Always();
        rule.ResetAfterCommit();
        var query = db.Projects.Where(p => p.TeamId == "t1").UsingIndex("GSI1");
        var stopped = await Should.ThrowAsync<BulkIncompleteException>(
            () => query.UpdateAllAsync(u => u.Set(p => p.Status, ProjectStatus.Archived).Add(p => p.TaskCount, 1)));
        stopped.InnerException.ShouldBeOfType<UnknownOutcomeException>();
        rule.Times(0);
        var rest = await query.UpdateAllAsync(
            u => u.Set(p => p.Status, ProjectStatus.Archived).Add(p => p.TaskCount, 1), new BulkOptions { Resume = stopped.Token });
        (stopped.Changed + rest.Changed, rest.Skipped).ShouldBe((30, 0));
        (await query.ToListAsync()).ShouldAllBe(p => p.TaskCount == 1 && p.Status == ProjectStatus.Archived);
    }

    [Fact]
    public async Task What_the_model_promises_is_kept_over_a_stop()
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient(c => c.MaxErrorRetry = 1);
        var db = new ClubTable(new TableOptions<ClubTable>(client).ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        await db.Clubs.CreateAsync(new Club { Id = "c", MaxMembers = 100 });
        for (var i = 0; i < 20; i++)
        {
            await db.Members.CreateAsync(new Member { ClubId = "c", Id = $"{i:D2}", Email = $"{i}@x.org" });
        }

        var rule = database.Faults.On("TransactWriteItems").Skip(7).Always();
        rule.ResetAfterCommit();
        var query = db.Members.Where(m => m.ClubId == "c");
        var stopped = await Should.ThrowAsync<BulkIncompleteException>(() => query.UpdateAllAsync(u => u.Add(m => m.Points, 1)));
        rule.Times(0);
        var rest = await query.UpdateAllAsync(u => u.Add(m => m.Points, 1), new BulkOptions { Resume = stopped.Token });
        (stopped.Changed + rest.Changed).ShouldBe(20);
        (await query.ToListAsync()).ShouldAllBe(m => m.Points == 1);
        for (var i = 0; i < 20; i++)
        {
            (await db.AuditTrail<Member>("c", $"{i:D2}").ToListAsync()).Count(a => a.Action == AuditAction.Update).ShouldBe(1);
        }
    }

    internal static async Task<(InMemoryDynamoDb Database, SaasTable Db)> StartAsync(int teams)
    {
        var database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { RecordRequests = teams < 10_000 });
        var client = database.CreateClient(c => c.MaxErrorRetry = 1);
        var db = new SaasTable(new TableOptions<SaasTable>(client).ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        await db.Teams.BatchPutAsync(Enumerable.Range(0, teams).Select(i => new Team { OrganizationId = "o1", Id = $"{i:D6}", Name = "team" }));
        return (database, db);
    }
}
