using System.Collections.Concurrent;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Execution;

/// <summary>What all contexts of one type share: the model and the plans made so far.</summary>
internal sealed class TableRuntime(TableModel model)
{
    private readonly ConcurrentDictionary<EntityModel, FindPlan> _finds = new();

    public TableModel Model => model;

    public PlanCache<QueryPlan> Plans { get; } = new();

    /// <summary>Those of whole partitions.</summary>
    public PlanCache<QueryPlan> PartitionPlans { get; } = new();

    public FindPlan FindPlan(EntityModel entity) => _finds.GetOrAdd(entity, static e => new FindPlan(e));
}
