using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>Finds what must be written with an item that comes, changes or goes.</summary>
/// <param name="scope">The scope.</param>
/// <param name="entity">The item's entity.</param>
/// <param name="owner">Its key.</param>
/// <param name="orphanedBy">The counters whose parent is not there any more.</param>
internal sealed class CompanionComposer(ExecutionScope scope, EntityModel entity, ItemKey owner, IReadOnlySet<CounterModel> orphanedBy)
{
    private readonly List<Companion> _companions = [];
    private readonly List<(ItemKey Parent, CounterModel Counter, int Delta)> _counts = [];

    /// <param name="before">The item's values before; null when there is none.</param>
    /// <param name="after">The values after; null when there is none.</param>
    /// <param name="changes">What the audit trail tells.</param>
    public IReadOnlyList<Companion> Compose(object?[]? before, object?[]? after, IReadOnlyList<AuditChange> changes)
    {
        foreach (var unique in entity.Uniques)
        {
            Guard(unique, Guarded(unique, before), Guarded(unique, after));
        }

        foreach (var counter in entity.Counters)
        {
            Count(counter, Parent(counter, before), Parent(counter, after));
        }

        _companions.AddRange(_counts.GroupBy(c => c.Parent)
            .Select(g => CounterCompanion.Of(scope, g.Key, g.Select(c => (c.Counter, c.Delta)))).OfType<Companion>());

        if (entity.Audit is { } audit && (changes.Count > 0 || before is null || after is null))
        {
            var action = before is null ? AuditAction.Create : after is null ? AuditAction.Delete : AuditAction.Update;
            _companions.Add(new AuditCompanion(WriteActions.Create(scope, audit.Entry, Entry(action, changes))));
        }

        return _companions;
    }

    private ItemKey? Guarded(UniqueModel unique, object?[]? values) =>
        values is not null && unique.GuardKey(values, scope.Tenant) is var (partition, sort) ? new ItemKey(partition, sort) : null;

    private ItemKey? Parent(CounterModel counter, object?[]? values) =>
        values is not null && counter.ParentKey(values, scope.Tenant) is var (partition, sort) ? new ItemKey(partition, sort) : null;

    private void Guard(UniqueModel unique, ItemKey? before, ItemKey? after)
    {
        if (before == after)
        {
            return;
        }

        if (before is { } old)
        {
            _companions.Add(new UniqueCompanion(new GuardItem(unique, entity.Table, old, owner, isTaken: false, scope.Tenant), unique));
        }

        if (after is { } taken)
        {
            _companions.Add(new UniqueCompanion(new GuardItem(unique, entity.Table, taken, owner, isTaken: true, scope.Tenant), unique));
        }
    }

    private void Count(CounterModel counter, ItemKey? before, ItemKey? after)
    {
        if (before == after)
        {
            return;
        }

        // A parent that is gone has nothing left to count.
        if (before is { } old && !orphanedBy.Contains(counter))
        {
            _counts.Add((old, counter, -1));
        }

        if (after is { } one)
        {
            _counts.Add((one, counter, 1));
        }
    }

    private AuditEntry Entry(AuditAction action, IReadOnlyList<AuditChange> changes)
    {
        var context = EntityValues.GenerationContext(scope, entity);
        return new AuditEntry
        {
            EntityType = entity.TypeName,
            EntityKey = AuditModel.EntityKey(entity, owner.Partition, owner.Sort, scope.Tenant),
            At = context.UtcNow,
            Id = (string)Generate.Ulid.Next(context, typeof(string))!,
            By = scope.Actor?.Name,
            CorrelationId = scope.Actor?.CorrelationId,
            Action = action,
            Changes = changes,
        };
    }
}
