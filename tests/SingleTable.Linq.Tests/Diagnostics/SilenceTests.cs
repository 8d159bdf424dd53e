using System.Diagnostics;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>With nobody listening nothing is allocated for those who could: to the byte.</summary>
[Collection(nameof(Telemetry))]
public class SilenceTests
{
    private const int Times = 1000;

    private static readonly Task<object?> s_done = Task.FromResult<object?>(null);

    [Fact]
    public void Receivers_are_told_the_version_of_the_assembly()
    {
        TableActivities.Source.Version.ShouldBe(typeof(TableContext).Assembly.GetName().Version!.ToString(3));
        TableMetrics.Duration.Meter.Version.ShouldBe(TableActivities.Source.Version);
    }

    [Fact]
    public void A_request_passes_without_an_allocation()
    {
        var (scope, _) = World();
        var request = new Nothing();
        var response = Task.FromResult(new WireResponse([], 0, null, null));
        ((Constant)scope.Transport).Answer = response;
        Allocated(() => scope.SendAsync(request, default)).ShouldBe(0);
        scope.SendAsync(request, default).ShouldBeSameAs(response);
    }

    [Fact]
    public void An_operation_passes_without_an_allocation()
    {
        var (scope, query) = World();
        Allocated(() => Operations.Of(Operations.Start(scope, "find", "Team"), scope, s_done)).ShouldBe(0);
        Allocated(() => QueryWarnings.Begin(scope, query)).ShouldBe(0);
        Allocated(() => TableMetrics.PlanWasFound("query", true)).ShouldBe(0);
        Allocated(() => RequestTelemetry.Repeating(scope, 1, TimeSpan.Zero)).ShouldBe(0);
    }

    [Fact]
    public void A_page_passes_without_an_allocation()
    {
        var (scope, _) = World();
        var db = new SaasTable(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant("acme"));
        var query = db.Executor.Bind(db.Projects.Where(p => p.TeamId == "t" && p.TaskCount == 1).Expression);
        Allocated(() => QueryWarnings.AfterPage(scope, query.Plan, (PageRequest)query.Request!, 1000, 1)).ShouldBe(0);
        ((PageRequest)query.Request!).ItemsRead.ShouldBe(0);
    }

    [Fact]
    public void Whoever_listens_elsewhere_is_nobody()
    {
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == "Other", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        RequestTelemetry.IsHeard(World().Scope).ShouldBeFalse();
    }

    private static (ExecutionScope Scope, BoundQuery Query) World()
    {
        var db = new SaasTable(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant("acme"));
        var scope = new ExecutionScope(db.RuntimeState.Model, new Constant(), "acme", TimeProvider.System, KeyCheck.Throw, ShowsValues: false);
        return (scope, db.Executor.Bind(db.Teams.AllowScan().Expression));
    }

    private static long Allocated(Action action)
    {
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Constant : IDynamoTransport
    {
        public Task<WireResponse> Answer { get; set; } = null!;

        public Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken) => Answer;
    }

    private sealed class Nothing : DescribedRequest
    {
        public override DynamoOperation Operation => DynamoOperation.GetItem;

        public override string TableName => "T";

        public override string? EntityName => null;

        public override void WriteBody(DynamoJsonWriter writer)
        {
        }

        public override RequestLine Line(bool showValues) => throw new InvalidOperationException("Nobody asked.");
    }
}
