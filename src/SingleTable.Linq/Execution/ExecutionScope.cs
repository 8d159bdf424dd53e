using System.Diagnostics;
using System.Text;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Budgets;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>What every request of one context shares: the table, the client, the tenant, the clock. Immutable.</summary>
internal sealed record ExecutionScope(
    TableModel Table, IDynamoTransport Transport, string? Tenant, TimeProvider Time, KeyCheck KeyCheck, bool ShowsValues) : ITypeValues
{
    private static readonly TelemetryOptions s_telemetry = new();

    // Few entities and one tenant: found faster than by a hash. Entries name their tenant, because a copy of the scope may have another.
    private (EntityModel Entity, string? Tenant, byte[] Value)[] _typeValues = [];

    /// <summary>The table context itself, for the generators of values.</summary>
    public object? Context { get; init; }

    /// <summary>Of one write of an entity whose values were awaited before; null otherwise.</summary>
    public GenerationContext? Generation { get; init; }

    /// <summary>What seals page tokens.</summary>
    public Pages.PageKeyRing PageKeys { get; init; } = Pages.PageKeyRing.OfProcess;

    /// <summary>The most results in memory at once.</summary>
    public int MaxMaterializedItems { get; init; } = int.MaxValue;

    /// <summary>Whether streams read a page ahead unless the query says otherwise.</summary>
    public bool Prefetch { get; init; }

    /// <summary>How many requests of one batch or bulk operation are under way at once.</summary>
    public int MaxParallelRequests { get; init; } = 4;

    /// <summary>Who writes.</summary>
    public AuditActor? Actor { get; init; }

    /// <summary>Where warnings go.</summary>
    public Warnings Warnings { get; init; } = Warnings.None;

    /// <summary>Where events are logged; null for nowhere.</summary>
    public TableLoggers? Loggers { get; init; }

    /// <summary>What spans and metrics have.</summary>
    public TelemetryOptions Telemetry { get; init; } = s_telemetry;

    /// <summary>The span of the operation under way, where it is not the current one: a stream goes on in calls of its reader's.</summary>
    public Activity? Operation { get; init; }

    /// <summary>What stands around each request; null for nothing.</summary>
    public Interception? Interception { get; init; }

    /// <summary>How long one operation may take; null for any time.</summary>
    public TimeSpan? OperationTimeout { get; init; }

    /// <summary>When the operation under way ends; null when nothing is under way, or it may take any time.</summary>
    public Deadline? Deadline { get; private init; }

    /// <summary>Counts what one execution uses; null when it is not limited.</summary>
    public ReadMeter? Meter { get; private init; }

    /// <summary>The scope of one execution.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isStream">Whether it lasts as long as its reader.</param>
    public ExecutionScope For(BoundQuery query, bool isStream = false)
    {
        QueryWarnings.Begin(this, query);
        var begun = Begin(query.Plan.Entity.Name, isStream);
        return ReadMeter.Of(query, Time) is { } meter ? begun with { Meter = meter } : begun;
    }

    /// <summary>The scope of one operation of a caller: its time begins. Within an operation it is the same one.</summary>
    public ExecutionScope Begin(string? entity, bool isStream = false) =>
        OperationTimeout is { } most && Deadline is null ? this with { Deadline = new Deadline(Time, most, entity, isStream) } : this;

    /// <summary>The scope of an operation of several parts, which is named by their entity where that is one.</summary>
    public ExecutionScope Begin<T>(IEnumerable<T> parts, Func<T, EntityModel> entity) =>
        OperationTimeout is null ? this : Begin(parts.Select(entity).Distinct().Take(2).ToList() is [var only] ? only.Name : null);

    /// <summary>Whether both are of one context, whatever operation they are of.</summary>
    public bool IsOfSameContext(ExecutionScope other) => ReferenceEquals(Context, other.Context);

    /// <inheritdoc/>
    public byte[] TypeValue(EntityModel entity)
    {
        foreach (var (known, tenant, value) in _typeValues)
        {
            if (known == entity && tenant == Tenant)
            {
                return value;
            }
        }

        var made = Encoding.UTF8.GetBytes(TableModel.TypeValue(entity, Tenant));
        _typeValues = [.. _typeValues, (entity, Tenant, made)];
        return made;
    }

    /// <summary>What fills a plan. Only what expires is asked for by the time, which is not looked up for other tables.</summary>
    public BindContext Bind(object?[] leaves) =>
        new(leaves, Tenant, Table.TimeToLiveAttribute is null ? DateTimeOffset.UnixEpoch : Time.GetUtcNow()) { Types = this };

    /// <summary>Sends a request, with all that stands around it.</summary>
    public Task<WireResponse> SendAsync(DescribedRequest request, CancellationToken cancellationToken) =>
        Deadline is null
            ? MeteredAsync(request, cancellationToken)
            : WithinAsync(Deadline, request, cancellationToken);

    // Apart, because its closure would be allocated without a deadline too.
    private Task<WireResponse> WithinAsync(Deadline deadline, DescribedRequest request, CancellationToken cancellationToken) =>
        deadline.SendAsync(request.Operation, token => MeteredAsync(request, token), cancellationToken);

    /// <summary>Waits for something that is no request, within the time of the operation.</summary>
    public Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Deadline is null ? wait(cancellationToken) : Deadline.WaitAsync(wait, cancellationToken);
    }

    /// <summary>Waits before what the service left undone is sent again.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        var pause = Backoff.Pause(attempt);
        RequestTelemetry.Repeating(this, attempt + 1, pause);
        return Deadline is null ? Task.Delay(pause, Time, cancellationToken) : Deadline.WaitAsync(
            async token =>
            {
                await Task.Delay(pause, Time, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Ends a read that would hold more in memory than the options allow.</summary>
    public void CheckMaterialized(EntityModel entity, long count)
    {
        if (count > MaxMaterializedItems)
        {
            throw BudgetErrors.Materialized(entity, count, MaxMaterializedItems);
        }
    }

    private Task<WireResponse> MeteredAsync(DescribedRequest request, CancellationToken cancellationToken) =>
        Meter is null ? TransmitAsync(request, cancellationToken) : Meter.SendAsync(request, TransmitAsync, cancellationToken);

    private Task<WireResponse> TransmitAsync(DescribedRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Interception is null ? DeliverAsync(request, cancellationToken) : Interception.SendAsync(this, request, cancellationToken);
    }

    /// <summary>Sends a request behind the interceptors.</summary>
    internal Task<WireResponse> DeliverAsync(DescribedRequest request, CancellationToken cancellationToken) =>
        RequestTelemetry.IsHeard(this) ? RequestTelemetry.SendAsync(this, request, cancellationToken) : Transport.SendAsync(request, cancellationToken);

    /// <summary>Fails closed: without a tenant nothing of a tenant-owned entity is read or written.</summary>
    public void RequireTenant(EntityModel entity)
    {
        if (entity.IsTenantOwned && Tenant is null)
        {
            throw ExecutionErrors.NoTenant(entity);
        }
    }
}
