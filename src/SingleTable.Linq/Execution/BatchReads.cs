using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Keys of several entities, to be read together.</summary>
internal sealed class BatchReads(ExecutionScope scope, TableRuntime runtime)
{
    private readonly List<AskedKey> _keys = [];
    private readonly HashSet<EntityModel> _entities = [];

    public void Add(EntityModel entity, object?[] values)
    {
        _keys.Add(AskedKey.Of(scope, runtime, entity, values));
        _entities.Add(entity);
    }

    public Task<BatchGetResult> ReadAsync(bool isConsistent, IProgress<BatchProgress>? progress, CancellationToken cancellationToken) =>
        Operations.Of(Operations.Start(scope, "batch get", null), scope, ReadAllAsync(isConsistent, progress, cancellationToken));

    private async Task<BatchGetResult> ReadAllAsync(bool isConsistent, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        if (_keys.Count == 0)
        {
            return new BatchGetResult([], []);
        }

        var distinct = KeyList.Of([.. _keys.Select(k => k.Text!.Value)]);
        List<BoundQuery> queries = [.. _entities.Select(e => BoundQuery.ForKeys(Plan(e, isConsistent), scope.Bind([]), distinct))];
        var reader = new BatchGetReader(scope.Begin(_entities, static e => e), queries[0], queries[1..]) { Progress = progress };
        var (left, cause) = await reader.TryReadAllAsync(cancellationToken).ConfigureAwait(false);
        if (left.Count > 0)
        {
            throw ExecutionErrors.BatchGetIncomplete([.. _keys.Where(k => left.Contains(distinct.Find(k.Text!.Value))).Select(k => k.Key)], distinct.Count, cause);
        }

        return new BatchGetResult(
            [.. _keys.Select(k => k.Key)],
            [.. _keys.Select(k => reader.Find(k.Text!.Value) is { } entity && k.Key.EntityType.IsInstanceOfType(entity) ? entity : null)]);
    }

    private QueryPlan Plan(EntityModel entity, bool isConsistent)
    {
        var plan = runtime.FindPlan(entity).Query;
        return isConsistent ? plan with { Shape = plan.Shape with { Directives = plan.Shape.Directives with { IsConsistent = true } } } : plan;
    }
}
