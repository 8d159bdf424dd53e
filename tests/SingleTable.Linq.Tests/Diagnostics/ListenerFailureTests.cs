using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>Spans around what goes wrong: a caller whose own span has ended, operations that are refused, and listeners that throw.</summary>
[Collection(nameof(Telemetry))]
public sealed class ListenerFailureTests : IAsyncLifetime
{
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First" };

    private readonly InMemoryDynamoDb _database = new();
    private SaasTable _db = null!;

    public async ValueTask InitializeAsync()
    {
        _db = Db(o => o);
        await _db.EnsureTableAsync();
        await _db.Teams.PutAsync(s_team);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Work that goes on behind a web request has the request's span, which has ended, as the current one.
    [Fact]
    public async Task A_callers_span_that_has_ended_is_his_again_too()
    {
        using var listener = Listen(_ => { });
        var mine = new Activity("mine") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var ended = new TaskCompletionSource();
        var later = Task.Run(async () =>
        {
            await ended.Task;
            mine.IsStopped.ShouldBeTrue();
            Activity.Current.ShouldBeSameAs(mine);
            for (var i = 0; i < 3; i++)
            {
                await _db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync();
                Activity.Current.ShouldBeSameAs(mine);
                await _db.Teams.DeleteAsync(s_team);
                Activity.Current.ShouldBeSameAs(mine);
                await _db.Transaction().Create(s_team with { Id = $"x{i}" }).CommitAsync();
                Activity.Current.ShouldBeSameAs(mine);
            }
        });
        mine.Stop();
        ended.SetResult();
        await later;
    }

    [Fact]
    public async Task Each_span_that_begins_ends()
    {
        var open = 0;
        using var listener = Listen(_ => open++, _ => open--);
        Func<Task>[] calls =
        [
            () => _db.Teams.Where(t => t.Name == "x").RestoreAsync(), () => _db.Teams.Where(t => t.Name == "x").PurgeAsync(),
            () => _db.Teams.Where(t => t.Name == "x").UpdateReturningOldAsync(u => u.Set(t => t.Name, "M")), () => _db.Teams.Where(t => t.Name == "x").DeleteReturningOldAsync(),
            () => _db.Teams.Where(t => t.Name == "x").UpdateAsync(u => u.Set(t => t.Name, "M")), () => _db.Teams.Where(t => t.Name == "x").UpdateAllAsync(u => throw new InvalidOperationException()),
            () => _db.Teams.FindAsync("", ""), () => _db.Partition<Team>(t => t.Name == "x").ReadAsync(), () => _db.Teams.UpdateAsync(s_team, u => throw new InvalidOperationException()),
        ];
        foreach (var (call, i) in calls.Select((c, i) => (c, i)))
        {
            await Should.ThrowAsync<Exception>(async () => await call());
            open.ShouldBe(0, $"call {i}");
        }
    }

    [Theory]
    [InlineData("log")]
    [InlineData("metric")]
    [InlineData("stop")]
    public async Task Who_throws_when_told_of_what_is_done_changes_no_outcome(string who)
    {
        using var heard = Listen(_ => { }, _ => Throw(who == "stop"));
        using var meters = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (who == "metric" && i.Meter.Name == TableDiagnostics.MeterName && i.Name != "singletable.client.plan_cache.lookups")
                {
                    l.EnableMeasurementEvents(i);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Throw(true));
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => Throw(true));
        meters.Start();
        var db = who == "log" ? Db(o => o with { LoggerFactory = new ThrowingLoggers() }) : _db;
        (await db.Teams.CreateAsync(s_team with { Id = who })).Id.ShouldBe(who);
        (await db.Teams.FindAsync("o1", who)).ShouldNotBeNull();
        await Should.ThrowAsync<ItemExistsException>(() => db.Teams.CreateAsync(s_team with { Id = who }));
        await db.Transaction().Create(s_team with { Id = who + "2" }).CommitAsync();
    }

    [Fact]
    public async Task A_log_that_throws_when_it_is_told_of_a_recovery_or_an_interceptor_changes_no_outcome()
    {
        var db = Db(o => o with { LoggerFactory = new ThrowingLoggers(), Interceptors = [new LateFailure()] });
        _database.Faults.On("PutItem").ResetAfterCommit();
        (await db.Teams.CreateAsync(s_team with { Id = "lost" })).Id.ShouldBe("lost");
        (await db.Teams.DeleteAsync(s_team)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_begins_to_listen_or_ends_it_while_a_call_is_under_way_hears_whole_spans_only()
    {
        var (begun, ended) = (0, 0);
        using var mine = new Activity("mine").Start();
        _database.Faults.On("GetItem").Delay(TimeSpan.FromMilliseconds(100)).Times(2);
        var first = _db.Teams.FindAsync("o1", "t1");
        var listener = Listen(_ => begun++, _ => ended++);
        (await first).ShouldNotBeNull();
        (begun, ended).ShouldBe((0, 0));
        var second = _db.Teams.FindAsync("o1", "t1");
        listener.Dispose();
        Activity.Current.ShouldBeSameAs(mine);
        (await second).ShouldNotBeNull();
        Activity.Current.ShouldBeSameAs(mine);
        begun.ShouldBe(2);
    }

    [Fact]
    public async Task A_warning_that_is_thrown_in_the_middle_of_a_stream_ends_its_span_with_its_code()
    {
        await _db.Teams.BatchPutAsync(Enumerable.Range(1, 150).Select(i => s_team with { Id = $"w{i:000}", MemberCount = i % 15 }));
        var spans = new List<Activity>();
        using var listener = Listen(_ => { }, spans.Add);
        using var mine = new Activity("mine").Start();
        var strict = Db(o => o with { Warnings = WarningPolicy.All(WarningAction.Throw) });
        var read = 0;
        var thrown = await Should.ThrowAsync<TableWarningException>(async () =>
        {
            await foreach (var _ in strict.Teams.Where(t => t.OrganizationId == "o1" && t.MemberCount == 7).AsAsyncEnumerable())
            {
                read++;
                Activity.Current.ShouldBeSameAs(mine);
            }
        });
        thrown.Code.ShouldBe("STL5002");
        Activity.Current.ShouldBeSameAs(mine);
        spans[^1].ShouldSatisfyAllConditions(
            s => s.DisplayName.ShouldBe("stream Team"), s => s.Status.ShouldBe(ActivityStatusCode.Error), s => s.GetTagItem("error.type").ShouldBe("STL5002"));
    }

    [Fact]
    public async Task A_stream_that_others_dispose_or_cancel_ends_its_span_and_leaves_theirs()
    {
        await _db.Teams.BatchPutAsync(Enumerable.Range(1, 20).Select(i => s_team with { Id = $"s{i}" }));
        var open = 0;
        using var listener = Listen(_ => Interlocked.Increment(ref open), _ => Interlocked.Decrement(ref open));
        using var mine = new Activity("mine").Start();
        var stream = _db.Teams.Where(t => t.OrganizationId == "o1").AsAsyncEnumerable().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await stream.MoveNextAsync()).ShouldBeTrue();
        Activity.Current.ShouldBeSameAs(mine);
        await Task.Run(async () =>
        {
            using var other = new Activity("other").Start();
            await stream.DisposeAsync();
            Activity.Current.ShouldBeSameAs(other);
        }, TestContext.Current.CancellationToken);
        open.ShouldBe(0);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _db.Teams.Where(t => t.OrganizationId == "o1").AsAsyncEnumerable().WithCancellation(stop.Token))
            {
                stop.Cancel();
            }
        });
        Activity.Current.ShouldBeSameAs(mine);
        open.ShouldBe(0);
    }

    private static void Throw(bool isTrue)
    {
        if (isTrue)
        {
            throw new InvalidOperationException("A listener's own fault.");
        }
    }

    private static ActivityListener Listen(Action<Activity> started, Action<Activity>? stopped = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == TableDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = started,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private SaasTable Db(Func<TableOptions<SaasTable>, TableOptions<SaasTable>> configure) =>
        new(configure(new TableOptions<SaasTable>(_database.CreateClient())).ForTenant("acme"));

    private sealed class LateFailure : IRequestInterceptor
    {
        public ValueTask AfterAsync(InterceptedRequest request, RequestOutcome outcome) => throw new InvalidOperationException("late");

        public ValueTask FailedAsync(InterceptedRequest request, RequestOutcome outcome) => throw new InvalidOperationException("late");
    }

    private sealed class ThrowingLoggers : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Throw(eventId.Id is TableEventIds.RequestSent or TableEventIds.RequestFailed or TableEventIds.WriteRecovered or TableEventIds.InterceptorFailed);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
