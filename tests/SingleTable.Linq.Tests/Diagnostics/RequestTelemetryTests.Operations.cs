using System.Diagnostics;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>Whose span is around which.</summary>
public sealed partial class RequestTelemetryTests
{
    [Fact]
    public async Task Each_page_is_a_request_and_the_bulk_operation_is_around_all()
    {
        (await _db.Projects.Where(p => p.TeamId == "t1").UpdateAllAsync(u => u.Add(p => p.TaskCount, 1))).Changed.ShouldBe(9);
        var operation = _heard.Operations.ShouldHaveSingleItem();
        operation.DisplayName.ShouldBe("update all Project");
        _heard.Requests.Count.ShouldBe(10);
        _heard.Requests.ShouldAllBe(s => s.ParentSpanId == operation.SpanId);
    }

    [Fact]
    public async Task The_callers_span_is_around_all_and_is_his_again_afterwards()
    {
        using var mine = new Activity("mine") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var pending = _db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync();
        Activity.Current.ShouldBeSameAs(mine);
        await pending;
        await _db.Teams.DeleteAsync(s_team);
        await _db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t2").DeleteAsync();
        await _db.Transaction().Create(s_team with { Id = "x1" }).CommitAsync();
        Activity.Current.ShouldBeSameAs(mine);
        _heard.Operations.Count.ShouldBe(4);
        _heard.Operations.ShouldAllBe(s => s.ParentSpanId == mine.SpanId);
        _heard.Requests.Select(s => s.ParentSpanId).ShouldBe(_heard.Operations.Select(s => s.SpanId));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_span_behind_as_the_current_one()
    {
        using var mine = new Activity("mine") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var bad = new Team { Id = "", OrganizationId = "o", Name = "N" };
        Func<Task>[] calls =
        [
            () => _db.Teams.CreateAsync(null!), () => _db.Teams.CreateAsync(bad), () => _db.Teams.PutAsync(null!), () => _db.Teams.UpsertAsync(null!), () => _db.Teams.DeleteAsync(null!),
            () => _db.Teams.PurgeAsync(bad), () => _db.Teams.RestoreAsync(bad), () => _db.Teams.UpdateAsync(bad, bad with { Name = "M" }), () => _db.Teams.ModifyAsync(bad, t => t),
            () => _db.Teams.FindAsync(1), () => _db.Teams.FindAsync("", ""), () => _db.Teams.Where(t => t.Name == "x").ToListAsync(), () => _db.Teams.Where(t => t.Name == "x").DeleteAsync(),
            () => _db.Teams.Where(t => t.Name == "x").ToPageAsync(1), () => _db.Teams.BatchPutAsync([bad]), () => _db.Teams.Where(t => t.OrganizationId == "").CountAsync(),
            () => Db(o => o with { Warnings = WarningPolicy.All(WarningAction.Throw) }).Teams.AllowScan().ToListAsync(),
            () => Db(o => o with { Warnings = WarningPolicy.All(WarningAction.Throw) }).Teams.AllowScan().CountAsync(), () => _db.Partition<Team>(t => t.Name == "x").ReadAsync(),
        ];
        foreach (var call in calls)
        {
            await Should.ThrowAsync<Exception>(async () => await call());
            Task? started = null;
            try
            {
                started = call();
            }
            catch (Exception)
            {
                // Some refuse at once.
            }

            Activity.Current.ShouldBeSameAs(mine);
            await (started?.ContinueWith(_ => { }, TaskScheduler.Default) ?? Task.CompletedTask);
        }

        _heard.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_is_one_operation_over_all_of_its_pages()
    {
        await _db.Projects.BatchPutAsync(Enumerable.Range(1, 9).Select(i => new Project { Id = $"big{i}", TeamId = "t2", Name = new string('x', 300_000) }));
        using var mine = new Activity("mine") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var before = _heard.Spans.Count;
        await foreach (var project in _db.Projects.Where(p => p.TeamId == "t2").AsAsyncEnumerable())
        {
            Activity.Current.ShouldBeSameAs(mine);
            using var inner = new Activity("inner").Start();
            await Task.Yield();
        }

        Activity.Current.ShouldBeSameAs(mine);
        var spans = _heard.Spans.Skip(before).ToList();
        var operation = spans[^1];
        (operation.DisplayName, operation.ParentSpanId, operation.Status).ShouldBe(("stream Project", mine.SpanId, ActivityStatusCode.Unset));
        spans[..^1].Count.ShouldBeGreaterThan(1);
        spans[..^1].ShouldAllBe(s => s.Kind == ActivityKind.Client && s.ParentSpanId == operation.SpanId);
        spans[..^1].Select(s => s.GetTagItem("singletable.request.page")).ShouldBe(Enumerable.Range(1, spans.Count - 1).Cast<object?>());
    }

    [Fact]
    public async Task A_stream_that_fails_or_is_left_ends_its_span()
    {
        _database.Faults.On("Query").Error("ValidationException", Secret);
        await Should.ThrowAsync<AmazonDynamoDBException>(async () =>
        {
            await foreach (var _ in _db.Projects.Where(p => p.TeamId == "t1").AsAsyncEnumerable())
            {
            }
        });
        await foreach (var _ in _db.Projects.Where(p => p.TeamId == "t1").AsAsyncEnumerable())
        {
            break;
        }

        _heard.Operations.Select(s => (s.DisplayName, s.Status)).ShouldBe([("stream Project", ActivityStatusCode.Error), ("stream Project", ActivityStatusCode.Unset)]);
    }

    [Fact]
    public async Task A_compiled_query_has_its_name()
    {
        var named = CompiledQuery.Create("TeamsOf", (SaasTable db, string id) => db.Teams.Where(t => t.OrganizationId == id));
        await named(_db, "o1").ToListAsync();
        await named(_db, "o1").CountAsync();
        await foreach (var _ in named(_db, "o1").AsAsyncEnumerable())
        {
        }

        _heard.Operations.Select(s => s.DisplayName).ShouldBe(["list Team", "count Team", "stream Team"]);
        _heard.Spans.ShouldAllBe(s => (string)s.GetTagItem("singletable.query.name")! == "TeamsOf");
    }

    [Fact]
    public async Task Requests_at_once_are_told_apart()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), async (i, token) => await _db.Teams.FindAsync(["o1", $"t{i % 4}"], token));
        _heard.Requests.Count.ShouldBe(200);
        _heard.Requests.Select(s => s.ParentSpanId).Distinct().Count().ShouldBe(200);
        _heard.Points().Single(p => p.Metric == "db.client.operation.duration").Count.ShouldBe(200);
    }
}
