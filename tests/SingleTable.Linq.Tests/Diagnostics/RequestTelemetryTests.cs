using System.Diagnostics;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>What single requests tell: attributes by operation, attempts, failures, streams, and whose span is around them.</summary>
[Collection(nameof(Telemetry))]
public sealed partial class RequestTelemetryTests : IAsyncLifetime
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
    public async Task Of_a_client_that_is_not_the_SDKs_own_neither_address_nor_attempts_are_known()
    {
        var db = new SaasTable(new TableOptions<SaasTable>(Forwarder.Wrap(_database.CreateClient())).ForTenant("acme"));
        await db.Teams.FindAsync("o1", "t1");
        var span = _heard.Requests.ShouldHaveSingleItem();
        (span.GetTagItem("server.address"), span.GetTagItem("singletable.request.attempts"), span.GetTagItem("aws.dynamodb.count")).ShouldBe((null, null, 1L));
    }

    [Fact]
    public async Task Plans_that_are_found_and_made_are_counted_of_queries_writes_and_compiled_queries()
    {
        // A table of its own has no plans yet.
        var fresh = Db(o => o with { TableName = $"T{Guid.NewGuid():N}" });
        await fresh.EnsureTableAsync();
        await fresh.Teams.BatchPutAsync([s_team]);
        var compiled = CompiledQuery.Create((SaasTable db, string id) => db.Teams.Where(t => t.OrganizationId == id && t.Name != "a"));
        for (var i = 0; i < 3; i++)
        {
            await fresh.Teams.Where(t => t.OrganizationId == "o1" && t.Name != "b").ToListAsync();
            await fresh.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "M"));
            await compiled(fresh, "o1").ToListAsync();
        }

        var points = _heard.Points().Where(p => p.Metric == "singletable.client.plan_cache.lookups")
            .Select(p => $"{p.Tags["singletable.plan.kind"]} {p.Tags["singletable.plan.result"]} {p.Sum}").Order(StringComparer.Ordinal);
        points.ShouldBe(["compiled hit 2", "compiled miss 1", "query hit 2", "query miss 1", "template hit 2", "template miss 1", "write hit 2", "write miss 1"]);
        _heard.Logs.Where(l => l.Id.Id == TableEventIds.QueryPlanned).Select(l => l.GetStructuredStateValue("Access")).ShouldAllBe(a => a!.EndsWith(", filtered"));
        _heard.Logs.Count(l => l.Id.Id == TableEventIds.QueryPlanned).ShouldBe(2);
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

    private static string Tags(Activity span, string start) => string.Join(' ', span.TagObjects.Where(t => t.Key.StartsWith(start, StringComparison.Ordinal))
        .OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key[start.Length..]}={(t.Value is string[] texts ? string.Join(',', texts) : t.Value)}"));

    private SaasTable Db(Func<TableOptions<SaasTable>, TableOptions<SaasTable>> configure) =>
        new(configure(new TableOptions<SaasTable>(_database.CreateClient()) { LoggerFactory = _heard?.Loggers }).ForTenant("acme"));

    private sealed class Stop : IRequestInterceptor
    {
        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
    }
}
