using System.Reflection;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>The events of the loggers: ids, levels, texts.</summary>
public sealed class LogTests
{
    private readonly FakeLoggers _loggers = new();
    private readonly InMemoryDynamoDb _database = new();

    [Fact]
    public async Task Requests_plans_and_models_are_told_at_the_level_of_a_debugger()
    {
        var db = new SaasTable(Options(_loggers) with { TableName = $"T{Guid.NewGuid():N}" });
        await db.EnsureTableAsync();
        var isNew = 7;
        await db.Teams.Where(t => t.OrganizationId == "o1" && t.MemberCount == isNew).ToListAsync();
        await db.Teams.Where(t => t.OrganizationId == "o1" && t.MemberCount == isNew).ToListAsync();
        var table = db.RuntimeState.Model.Name;
        _loggers.Records.Select(r => $"{r.Level} {r.Id.Id} {r.Id.Name} {r.Category}: {Text(r.Message).Replace(table, "Table")}").ShouldBe(
        [
            "Debug 4001 ModelBuilt SingleTable.Linq.Model: Built the model of SaasTable in N ms: table Table, N entities, 3 indexes",
            "Debug 2001 QueryPlanned SingleTable.Linq.Query: Planned a query of Team in N ms: Query Table, filtered",
            "Debug 1001 RequestSending SingleTable.Linq.Request: Sending Query Table  pk = ?  sk begins_with ?  asc  filter type = Team and MemberCount = ?",
            "Debug 1002 RequestSent SingleTable.Linq.Request: Sent in N ms: Query Table  pk = ?  sk begins_with ?  asc  filter type = Team and MemberCount = ? (request ID)",
            "Debug 1001 RequestSending SingleTable.Linq.Request: Sending Query Table  pk = ?  sk begins_with ?  asc  filter type = Team and MemberCount = ?",
            "Debug 1002 RequestSent SingleTable.Linq.Request: Sent in N ms: Query Table  pk = ?  sk begins_with ?  asc  filter type = Team and MemberCount = ? (request ID)",
        ]);
    }

    [Fact]
    public async Task At_the_usual_level_a_request_that_succeeds_is_not_told()
    {
        var loggers = new FakeLoggers(LogLevel.Information);
        var db = new SaasTable(Options(loggers));
        await db.EnsureTableAsync();
        loggers.Clear();
        await db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "N" });
        await db.Teams.FindAsync("o1", "t1");
        await Should.ThrowAsync<ItemExistsException>(() => db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "N" }));
        loggers.Records.ShouldBeEmpty();

        _database.Faults.On("GetItem").Error("AccessDeniedException", "no");
        await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => db.Teams.FindAsync("o1", "t1"));
        Text(loggers.Records.ShouldHaveSingleItem().Message)
            .ShouldBe("Failed after N ms with AccessDeniedException: GetItem MultiTenantApp  pk = ?  sk = ? (request ID)");
    }

    [Fact]
    public async Task Sensitive_logging_shows_the_values()
    {
        var db = new SaasTable(Options(_loggers) with { SensitiveLogging = true });
        await db.EnsureTableAsync();
        await db.Teams.FindAsync("o1", "t1");
        _loggers.Records.ShouldContain(r => r.Message == "Sending GetItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
    }

    [Fact]
    public async Task The_log_action_is_told_beside_the_loggers()
    {
        var lines = new List<string>();
        var db = new SaasTable(Options(_loggers) with { Log = lines.Add });
        await db.EnsureTableAsync();
        await db.Teams.FindAsync("o1", "t1");
        lines.ShouldBe(["GetItem MultiTenantApp  pk = ?  sk = ?"]);
        _loggers.Records.Count(r => r.Category == TableLogCategories.Request).ShouldBe(2);
    }

    [Fact]
    public void Ids_are_stable_and_documented()
    {
        var ids = typeof(TableEventIds).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(f => f.Name, f => (int)f.GetRawConstantValue()!);
        ids.OrderBy(i => i.Value).Select(i => $"{i.Value} {i.Key}").ShouldBe(
        [
            "1001 RequestSending", "1002 RequestSent", "1003 RequestFailed", "1004 RequestRepeating", "2001 QueryPlanned", "3001 WriteRecovered", "4001 ModelBuilt",
            "5001 ScanRun", "5002 FilterThrewMostAway", "5003 IncludeFanOut", "5004 KeyMismatch", "5005 IndexMissesAttribute", "5006 ClientConfiguration", "5007 InterceptorFailed",
            "5101 TableCreated", "5102 IndexesCreated", "5103 TableDrift", "5104 HealthCheckFailed",
        ]);
    }

    private TableOptions<SaasTable> Options(FakeLoggers loggers) => (new TableOptions<SaasTable>(_database.CreateClient()) { LoggerFactory = loggers }).ForTenant("acme");

    private static string Text(string message) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.RegularExpressions.Regex.Replace(message, @"[\d.]+ (ms|entities)", "N $1"), @"request [\w-]+\)", "request ID)");
}
