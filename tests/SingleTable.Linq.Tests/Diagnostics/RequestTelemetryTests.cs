using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>What single requests tell: attributes by operation, attempts, failures, streams, and whose span is around them.</summary>
[Collection(nameof(Telemetry))]
public sealed class RequestTelemetryTests : IAsyncLifetime
{
    private const string Secret = "s3cret-value";
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First" };

    private readonly InMemoryDynamoDb _database = new();
    private Telemetry _heard = null!;
    private SaasTable _db = null!;

    public async ValueTask InitializeAsync()
    {
        var db = Db(o => o with { LoggerFactory = null });
        await db.EnsureTableAsync();
        await db.Teams.BatchPutAsync(Enumerable.Range(1, 3).Select(i => s_team with { Id = $"t{i}" }));
        await db.Projects.BatchPutAsync(Enumerable.Range(1, 9).Select(i => new Project { Id = $"p{i}", TeamId = "t1", Name = $"N{i}", TaskCount = i }));
        _heard = new Telemetry();
        _db = Db(o => o);
    }

    public ValueTask DisposeAsync()
    {
        _heard.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_query_of_an_index_says_how_it_reads()
    {
        await _db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(2).Select(p => new { p.Id, p.Name }).ToListAsync();
        var span = _heard.Requests.ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("Query MultiTenantApp/GSI1");
        Tags(span, "aws.dynamodb.").ShouldBe(
            "consistent_read=False count=2 index_name=GSI1 limit=2 projection=Id, Name, _type scan_forward=False scanned_count=2 table_names=MultiTenantApp");
        Tags(span, "singletable.").ShouldBe("entity=Project request.attempts=1 request.page=1");
        Tags(span, "db.").ShouldBe("collection.name=MultiTenantApp operation.name=Query query.summary=Query MultiTenantApp/GSI1 system.name=aws.dynamodb");
    }

    [Fact]
    public async Task Counts_filters_scans_and_consistent_reads()
    {
        await _db.Projects.CountAsync(p => p.TeamId == "t1" && p.TaskCount < 4);
        await _db.Teams.ConsistentRead().SingleAsync(t => t.OrganizationId == "o1" && t.Id == "t1");
        await _db.Teams.AllowScan(2).ToListAsync();
        await _db.Teams.FindAsync("o1", "none");
        _heard.Requests.Select(s => $"{s.DisplayName}: {Tags(s, "aws.dynamodb.")}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "GetItem MultiTenantApp: consistent_read=False count=0 table_names=MultiTenantApp",
            "GetItem MultiTenantApp: consistent_read=True count=1 table_names=MultiTenantApp",
            "Query MultiTenantApp: consistent_read=False count=3 scan_forward=True scanned_count=9 select=COUNT table_names=MultiTenantApp",
            .. Segments(),
        ]);

        IEnumerable<string> Segments() => _heard.Requests.Where(s => s.DisplayName.StartsWith("Scan", StringComparison.Ordinal)).Select((_, i) =>
            $"Scan MultiTenantApp: consistent_read=False count={Count(i)} scanned_count={Scanned(i)} segment={i} table_names=MultiTenantApp total_segments=2");
        object? Count(int segment) => Of(segment).GetTagItem("aws.dynamodb.count");
        object? Scanned(int segment) => Of(segment).GetTagItem("aws.dynamodb.scanned_count");
        Activity Of(int segment) => _heard.Requests.Single(s => Equals(s.GetTagItem("aws.dynamodb.segment"), segment));
    }

    [Fact]
    public async Task Batches_and_transactions_say_their_size()
    {
        await _db.BatchGet().Find<Team>("o1", "t1").Find<Team>("o1", "t2").Find<Team>("o1", "none").ReadAsync();
        await _db.TransactGet().Find<Team>("o1", "t1").Find<Team>("o1", "none").ReadAsync();
        await _db.Teams.BatchPutAsync([s_team with { Id = "b1" }, s_team with { Id = "b2" }]);
        await _db.Teams.BatchPutAsync([s_team with { Id = "b3" }]);
        await _db.Transaction().Create(s_team with { Id = "x1" }).Create(new Project { Id = "x", TeamId = "t9", Name = "N" }).CommitAsync();
        _heard.Requests.Select(s => (s.GetTagItem("db.operation.name"), s.GetTagItem("db.operation.batch.size"), s.GetTagItem("aws.dynamodb.count"), s.GetTagItem("singletable.entity"))).ShouldBe(
        [
            ("BatchGetItem", 3, 2L, "Team"), ("TransactGetItems", 2, 1L, "Team"), ("BatchWriteItem", 2, null, "Team"), ("BatchWriteItem", null, null, "Team"), ("TransactWriteItems", 2, null, null),
        ]);
        _heard.Operations.Select(s => s.DisplayName).ShouldBe(["batch get", "transact get", "batch write", "batch write", "transaction"]);
    }

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
    public async Task What_the_SDK_repeats_is_one_request_with_its_attempts()
    {
        _database.Faults.On("GetItem").Throttle().Times(2);
        await _db.Teams.FindAsync("o1", "t1");
        var span = _heard.Requests.ShouldHaveSingleItem();
        (span.Status, span.GetTagItem("singletable.request.attempts")).ShouldBe((ActivityStatusCode.Unset, 3));
        var retry = _heard.Points().Single(p => p.Metric == "singletable.client.retries");
        (retry.Sum, retry.Tags["singletable.retry.by"], retry.Tags["db.operation.name"]).ShouldBe((2, "sdk", "GetItem"));
    }

    [Fact]
    public async Task What_the_library_repeats_are_requests_of_their_own()
    {
        _database.Faults.On("BatchWriteItem").LeaveUnprocessed(1);
        _database.Faults.On("TransactWriteItems").CancelTransaction("TransactionConflict");
        await _db.Teams.BatchPutAsync([s_team with { Id = "b1" }, s_team with { Id = "b2" }]);
        await _db.Transaction().Create(s_team with { Id = "x1" }).CommitAsync();
        _heard.Requests.Select(s => (s.GetTagItem("db.operation.name"), s.GetTagItem("singletable.request.repeat"), s.Status)).ShouldBe(
        [
            ("BatchWriteItem", null, ActivityStatusCode.Unset), ("BatchWriteItem", null, ActivityStatusCode.Unset),
            ("TransactWriteItems", null, ActivityStatusCode.Error), ("TransactWriteItems", 1, ActivityStatusCode.Unset),
        ]);
        _heard.Operations.ShouldAllBe(s => s.Status == ActivityStatusCode.Unset);
        _heard.Points().Where(p => p.Metric == "singletable.client.retries").ShouldHaveSingleItem().Sum.ShouldBe(2);
        _heard.Logs.Where(l => l.Id.Id == TableEventIds.RequestRepeating).Select(l => l.GetStructuredStateValue("Attempt")).ShouldBe(["2", "2"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_text_of_a_foreign_error_is_shown_only_where_values_may_be_seen(bool isSensitive)
    {
        var db = Db(o => o with { SensitiveLogging = isSensitive });
        _database.Faults.On("Query").Error("ValidationException", $"Wrong: {Secret}");
        await Should.ThrowAsync<AmazonDynamoDBException>(() => db.Projects.Where(p => p.TeamId == "t1").ToListAsync());
        foreach (var span in _heard.Spans)
        {
            (span.Status, span.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "ValidationException"));
            StoredValues.TextOf(span).Contains(Secret, StringComparison.Ordinal).ShouldBe(isSensitive);
            span.Events.ShouldBeEmpty();
        }

        var log = _heard.Logs.Single(l => l.Id.Id == TableEventIds.RequestFailed);
        (log.Level, log.GetStructuredStateValue("ErrorType"), log.Exception?.Message.Contains(Secret, StringComparison.Ordinal) ?? false).ShouldBe((LogLevel.Warning, "ValidationException", isSensitive));
        log.Message.ShouldNotContain(Secret);
        var point = _heard.Points().Single(p => p.Metric == "db.client.operation.duration");
        (point.Tags["error.type"], point.Tags["db.response.status_code"]).ShouldBe(("ValidationException", "ValidationException"));
    }

    [Fact]
    public async Task Giving_up_is_an_error_without_an_answer()
    {
        _database.Faults.On("GetItem").Hang();
        using var stop = new CancellationTokenSource(50);
        await Should.ThrowAsync<OperationCanceledException>(() => _db.Teams.FindAsync(["o1", "t1"], stop.Token));
        var span = _heard.Requests.ShouldHaveSingleItem();
        ((string?)span.GetTagItem("error.type")).ShouldBe("System.Threading.Tasks.TaskCanceledException");
        (span.GetTagItem("db.response.status_code"), span.GetTagItem("aws.request_id")).ShouldBe((null, null));
        _heard.Logs.Single(l => l.Id.Id == TableEventIds.RequestFailed).Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public async Task A_request_that_an_interceptor_stops_is_none()
    {
        var db = Db(o => o with { Interceptors = [new Stop()] });
        await Should.ThrowAsync<InvalidOperationException>(() => db.Teams.FindAsync("o1", "t1"));
        _heard.Requests.ShouldBeEmpty();
        var operation = _heard.Operations.ShouldHaveSingleItem();
        (operation.DisplayName, operation.Status, operation.GetTagItem("error.type"), operation.StatusDescription)
            .ShouldBe(("find Team", ActivityStatusCode.Error, "System.InvalidOperationException", null));
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
    public async Task Of_a_client_that_is_not_the_SDKs_own_neither_address_nor_attempts_are_known()
    {
        var db = new SaasTable(new TableOptions<SaasTable>(Forwarder.Wrap(_database.CreateClient())).ForTenant("acme"));
        await db.Teams.FindAsync("o1", "t1");
        var span = _heard.Requests.ShouldHaveSingleItem();
        (span.GetTagItem("server.address"), span.GetTagItem("singletable.request.attempts"), span.GetTagItem("aws.dynamodb.count")).ShouldBe((null, null, 1L));
    }

    [Fact]
    public async Task A_write_whose_reply_was_lost_is_told()
    {
        _database.Faults.On("PutItem").ResetAfterCommit();
        await _db.Teams.CreateAsync(s_team with { Id = "lost" });
        var log = _heard.Logs.Single(l => l.Category == TableLogCategories.Write);
        (log.Id.Id, log.Level, log.Message).ShouldBe((TableEventIds.WriteRecovered, LogLevel.Information, "A reply to Create of Team was lost, and the item shows that it is done"));
        _heard.Requests.ShouldHaveSingleItem().Status.ShouldBe(ActivityStatusCode.Error);
        _heard.Operations.ShouldHaveSingleItem().Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Warnings_are_counted_also_when_they_are_not_logged_again()
    {
        for (var i = 0; i < 3; i++)
        {
            await _db.Teams.AllowScan().ToListAsync();
        }

        var point = _heard.Points().Single(p => p.Metric == "singletable.client.warnings");
        (point.Sum, point.Tags["singletable.warning"]).ShouldBe((3, "ScanRun"));
        _heard.Logs.Count(l => l.Category == TableLogCategories.Warning).ShouldBe(1);
    }

    [Fact]
    public async Task Plans_that_are_found_and_made_are_counted_of_queries_writes_and_compiled_queries()
    {
        var compiled = CompiledQuery.Create((SaasTable db, string id) => db.Teams.Where(t => t.OrganizationId == id && t.Name != "a"));
        for (var i = 0; i < 3; i++)
        {
            await _db.Teams.Where(t => t.OrganizationId == "o1" && t.Name != "b").ToListAsync();
            await _db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "M"));
            await compiled(_db, "o1").ToListAsync();
        }

        var points = _heard.Points().Where(p => p.Metric == "singletable.client.plan_cache.lookups")
            .Select(p => $"{p.Tags["singletable.plan.kind"]} {p.Tags["singletable.plan.result"]} {p.Sum}").Order(StringComparer.Ordinal);
        points.ShouldBe(["compiled hit 2", "compiled miss 1", "query hit 2", "query miss 1", "template hit 2", "template miss 1", "write hit 2", "write miss 1"]);
        _heard.Logs.Where(l => l.Id.Id == TableEventIds.QueryPlanned).Select(l => l.GetStructuredStateValue("Access")).ShouldBe(["Query MultiTenantApp, filtered", "Query MultiTenantApp, filtered"]);
    }

    [Fact]
    public async Task Capacity_is_asked_for_only_while_somebody_listens()
    {
        var db = Db(o => o with { Telemetry = new TelemetryOptions { ConsumedCapacity = true } });
        await db.Teams.FindAsync("o1", "t1");
        _database.Requests[^1].Json.ShouldContain("ReturnConsumedCapacity");
        ((string[])_heard.Requests.Single().GetTagItem("aws.dynamodb.consumed_capacity")!).ShouldHaveSingleItem().ShouldContain("\"TableName\":\"MultiTenantApp\"");
        _heard.Dispose();
        await db.Teams.FindAsync("o1", "t1");
        _database.Requests[^1].Json.ShouldNotContain("ReturnConsumedCapacity");
    }

    [Fact]
    public async Task Requests_at_once_are_told_apart()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), async (i, token) => await _db.Teams.FindAsync(["o1", $"t{i % 4}"], token));
        _heard.Requests.Count.ShouldBe(200);
        _heard.Requests.Select(s => s.ParentSpanId).Distinct().Count().ShouldBe(200);
        _heard.Points().Single(p => p.Metric == "db.client.operation.duration").Count.ShouldBe(200);
    }

    private static string Tags(Activity span, string start) => string.Join(' ', span.TagObjects.Where(t => t.Key.StartsWith(start, StringComparison.Ordinal))
        .OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key[start.Length..]}={(t.Value is string[] texts ? string.Join(',', texts) : t.Value)}"));

    private SaasTable Db(Func<TableOptions<SaasTable>, TableOptions<SaasTable>> configure) =>
        new(configure(new TableOptions<SaasTable>(_database.CreateClient()) { LoggerFactory = _heard?.Loggers }).ForTenant("acme"));

    private sealed class Stop : IRequestInterceptor
    {
        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
    }
}
