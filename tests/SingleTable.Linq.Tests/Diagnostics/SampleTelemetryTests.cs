using System.Diagnostics;
using System.Globalization;
using MultiTenantSaas;
using SingleTable.Linq.InMemory;
using Spectre.Console;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>The whole sample application as OpenTelemetry and a logger see it.</summary>
[Collection(nameof(Telemetry))]
public sealed class SampleTelemetryTests
{
    private static readonly string[] s_schema = ["CreateTable", "DescribeTable", "DeleteTable", "DescribeTimeToLive", "UpdateTimeToLive"];

    private readonly InMemoryDynamoDb _database = new();

    private IReadOnlyList<RecordedRequest> Sent => [.. _database.Requests.Where(r => !s_schema.Contains(r.Operation))];

    [Fact]
    public async Task Each_request_is_a_span_and_a_measurement_within_its_operation()
    {
        using var heard = await RunAsync(o => o);
        Count(heard.Requests.Select(s => s.GetTagItem("db.operation.name"))).ShouldBe(Count(Sent.Select(r => (object?)r.Operation)));
        foreach (var span in heard.Requests)
        {
            var (operation, index) = ((string)span.GetTagItem("db.operation.name")!, (string?)span.GetTagItem("aws.dynamodb.index_name"));
            span.DisplayName.ShouldBe($"{operation} MultiTenantApp{(index is null ? "" : "/")}{index}");
            span.GetTagItem("db.query.summary").ShouldBe(span.DisplayName);
            span.GetTagItem("db.system.name").ShouldBe("aws.dynamodb");
            span.GetTagItem("db.collection.name").ShouldBe("MultiTenantApp");
            span.GetTagItem("aws.dynamodb.table_names").ShouldBe(new[] { "MultiTenantApp" });
            span.GetTagItem("server.address").ShouldBe("in-memory.local");
            span.GetTagItem("cloud.region").ShouldBe("us-east-1");
            span.GetTagItem("singletable.request.attempts").ShouldBe(1);
            span.GetTagItem("singletable.tenant").ShouldBeNull();
            span.GetTagItem("aws.dynamodb.consumed_capacity").ShouldBeNull();
            ((string?)span.GetTagItem("aws.request_id")).ShouldNotBeNullOrEmpty();
            (span.GetTagItem("aws.dynamodb.count") is null).ShouldBe(span.Status == ActivityStatusCode.Error || operation.EndsWith("Item", StringComparison.Ordinal) && operation != "GetItem"
                || operation is "TransactWriteItems" or "BatchWriteItem");
            (span.GetTagItem("aws.dynamodb.scanned_count") is null).ShouldBe(operation is not ("Query" or "Scan"));
            heard.Operations.ShouldContain(o => o.SpanId == span.ParentSpanId);
        }

        heard.Operations.ShouldAllBe(o => o.ParentSpanId == default && o.DisplayName.StartsWith((string)o.GetTagItem("singletable.operation")!));
        heard.Operations.Select(o => o.DisplayName).Distinct().Order(StringComparer.Ordinal).ShouldBe(
        [
            "create AuditLog", "create Organization", "create Project", "create Team", "create WebDomain", "delete TeamMember", "find Team", "list AuditLog",
            "list Organization", "list Project", "list Team", "single Organization", "single Project", "single Team", "transaction", "update Project", "update Team",
            "update WebDomain",
        ], Case.Sensitive);
    }

    [Fact]
    public async Task What_fails_is_an_error_of_its_kind_and_nothing_else_is()
    {
        using var heard = await RunAsync(o => o);
        var failed = heard.Requests.Where(s => s.Status == ActivityStatusCode.Error).ToList();
        failed.Count.ShouldBe(8);
        failed.ShouldAllBe(s => s.StatusDescription == null && s.GetTagItem("error.type") == s.GetTagItem("db.response.status_code"));
        failed.Select(s => (string)s.GetTagItem("error.type")!).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["ConditionalCheckFailedException", "TransactionCanceledException"]);
        heard.Requests.Except(failed).ShouldAllBe(s => s.Status == ActivityStatusCode.Unset && s.GetTagItem("error.type") == null);

        // What the library raised for them, and what it refused before a request.
        var refused = heard.Operations.Where(s => s.Status == ActivityStatusCode.Error).ToList();
        refused.ShouldAllBe(s => ((string)s.GetTagItem("error.type")!).StartsWith("STL", StringComparison.Ordinal) && s.StatusDescription!.StartsWith("STL", StringComparison.Ordinal));
        failed.Select(s => s.ParentSpanId).Distinct().ShouldBeSubsetOf(refused.Select(s => s.SpanId));
        refused.Count.ShouldBeGreaterThan(failed.Count);
    }

    [Fact]
    public async Task Metrics_say_what_the_spans_say()
    {
        using var heard = await RunAsync(o => o with { Telemetry = new TelemetryOptions { ConsumedCapacity = true } });
        var points = heard.Points();
        var durations = points.Where(p => p.Metric == "db.client.operation.duration").ToList();
        durations.ShouldAllBe(p => p.Tags["db.system.name"]!.Equals("aws.dynamodb") && p.Tags["db.collection.name"]!.Equals("MultiTenantApp")
            && p.Tags["server.address"]!.Equals("in-memory.local") && p.Tags.ContainsKey("error.type") == p.Tags.ContainsKey("db.response.status_code"));
        foreach (var operation in heard.Requests.GroupBy(s => (Operation: s.GetTagItem("db.operation.name"), Error: s.GetTagItem("error.type"))))
        {
            bool IsOf((string Metric, Dictionary<string, object?> Tags, double Sum, long Count) p) =>
                p.Tags["db.operation.name"]!.Equals(operation.Key.Operation) && Equals(p.Tags.GetValueOrDefault("error.type"), operation.Key.Error);
            var duration = durations.Single(IsOf);
            duration.Count.ShouldBe(operation.Count());
            duration.Sum.ShouldBe(operation.Sum(s => s.Duration.TotalSeconds), 1e-9);
            points.Single(p => p.Metric == "singletable.client.requests" && IsOf(p)).Sum.ShouldBe(operation.Count());
        }

        Sum("db.client.response.returned_rows").ShouldBe(Tagged("aws.dynamodb.count"));
        Sum("singletable.client.items.scanned").ShouldBe(Tagged("aws.dynamodb.scanned_count"));
        Sum("singletable.client.pages").ShouldBe(Sent.Count(r => r.Operation is "Query" or "Scan"));
        Sum("singletable.client.consumed_capacity").ShouldBeGreaterThan(Sent.Count / 2);
        Sum("singletable.client.plan_cache.lookups").ShouldBeGreaterThan(10);
        points.Where(p => p.Metric == "singletable.client.plan_cache.lookups").Select(p => p.Tags["singletable.plan.result"]).Distinct().Order().ShouldBe(["hit", "miss"]);
        heard.Buckets("db.client.operation.duration").ShouldBe([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, double.PositiveInfinity]);
        points.ShouldAllBe(p => !p.Tags.ContainsKey("singletable.entity") && !p.Tags.ContainsKey("singletable.tenant") && !p.Tags.ContainsKey("aws.dynamodb.index_name"));

        double Sum(string metric) => points.Where(p => p.Metric == metric).Sum(p => p.Sum);
        double Tagged(string name) => heard.Requests.Sum(s => Convert.ToDouble(s.GetTagItem(name) ?? 0, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Tenant_entity_index_and_capacity_are_there_when_they_are_asked_for()
    {
        using var heard = await RunAsync(o => o with
        {
            Telemetry = new TelemetryOptions { IncludeTenant = true, IncludeEntity = true, IncludeIndex = true, ConsumedCapacity = true },
        });
        heard.Spans.ShouldAllBe(s => s.GetTagItem("singletable.tenant") != null);
        heard.Requests.Where(s => s.Status != ActivityStatusCode.Error).ShouldAllBe(s => ((string[])s.GetTagItem("aws.dynamodb.consumed_capacity")!).Single().Contains("CapacityUnits"));
        Sent.ShouldAllBe(r => r.Json.Contains("\"ReturnConsumedCapacity\":\"TOTAL\""));
        var points = heard.Points().Where(p => p.Metric == "db.client.operation.duration").ToList();
        points.Select(p => p.Tags["singletable.tenant"]).Distinct().ShouldContain("globex");
        points.Select(p => p.Tags.GetValueOrDefault("singletable.entity")).Distinct().ShouldContain("TeamMember");
        points.Select(p => p.Tags.GetValueOrDefault("aws.dynamodb.index_name")).Distinct().ShouldBe([null, "GSI1", "TypeIndex"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_operation_spans_there_are_the_requests_only()
    {
        using var heard = await RunAsync(o => o with { Telemetry = new TelemetryOptions { OperationSpans = false } });
        heard.Spans.Count.ShouldBe(Sent.Count);
        heard.Spans.ShouldAllBe(s => s.Kind == ActivityKind.Client && s.ParentSpanId == default);
    }

    [Fact]
    public async Task No_value_of_an_item_and_no_key_is_in_any_span_metric_or_log()
    {
        using var heard = await RunAsync(o => o);
        var values = StoredValues.Of(Sent, Names());
        values.Count.ShouldBeGreaterThan(250);
        new[] { "Acme Inc", "john@acme.com", "acme", "globex", "Design", "Admin", "Archived" }.ShouldAllBe(v => values.Contains(v));

        heard.Spans.SelectMany(s => values.In(StoredValues.TextOf(s))).ShouldBeEmpty();
        heard.Points().SelectMany(p => p.Tags.Values).SelectMany(v => values.In(v?.ToString())).ShouldBeEmpty();
        heard.Logs.Count.ShouldBeGreaterThanOrEqualTo(2 * Sent.Count);
        heard.Logs.SelectMany(l => values.In($"{l.Message}\n{string.Join('\n', l.StructuredState!.Select(s => s.Value))}\n{l.Exception}")).ShouldBeEmpty();
        heard.Logs.ShouldAllBe(l => l.Exception == null);
    }

    [Fact]
    public async Task With_sensitive_logging_they_are_in_the_logs_and_still_in_no_span()
    {
        using var heard = await RunAsync(o => o with { SensitiveLogging = true });
        var values = StoredValues.Of(Sent, Names());
        heard.Logs.SelectMany(l => values.In(l.Message)).Count().ShouldBeGreaterThan(100);
        heard.Spans.SelectMany(s => values.In(StoredValues.TextOf(s))).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_message_of_an_error_holds_a_value()
    {
        var errors = new System.Collections.Concurrent.ConcurrentBag<SingleTableException>();
        void Note(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e)
        {
            if (e.Exception is SingleTableException own)
            {
                errors.Add(own);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            using var heard = await RunAsync(o => o with { Warnings = WarningPolicy.All(WarningAction.Throw) });
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        var values = StoredValues.Of(Sent, Names());
        errors.Select(e => e.Code).Distinct().Count().ShouldBeGreaterThan(8);
        errors.SelectMany(e => values.In(e.Message)).ShouldBeEmpty();
    }

    // What the model is made of. An audit entry says what was done to which entity, and a guard item what it guards.
    private static IEnumerable<string> Names()
    {
        Type[] types = [typeof(Organization), typeof(Team), typeof(TeamMember), typeof(Project), typeof(WebDomain), typeof(AuditLog)];
        return types.SelectMany(t => t.GetProperties().Select(p => p.Name).Prepend(t.Name)).Concat(Enum.GetNames<MultiTenantSaas.AuditAction>()).Append("MultiTenantApp").Append("WebDomain.Host");
    }

    private async Task<Telemetry> RunAsync(Func<TableOptions<SaasTable>, TableOptions<SaasTable>> configure)
    {
        var heard = new Telemetry();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        (await Tour.RunAsync(console, null, _database, o => configure(o with { SensitiveLogging = false, LoggerFactory = heard.Loggers }))).ShouldBe(0);
        return heard;
    }

    private static string Count(IEnumerable<object?> names) =>
        string.Join(", ", names.GroupBy(n => n).OrderBy(g => g.Key as string, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}")));
}
