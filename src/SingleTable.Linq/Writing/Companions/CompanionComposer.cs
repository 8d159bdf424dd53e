using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>Finds what must be written with items that come, change, move or go.</summary>
/// <param name="scope">The scope.</param>
/// <param name="orphanedBy">The counters whose parent is not there any more.</param>
internal sealed class CompanionComposer(ExecutionScope scope, IReadOnlySet<CounterModel> orphanedBy)
{
    private readonly List<Companion> _guards = [];
    private readonly List<(ItemKey Parent, CounterModel Counter, int Delta)> _counts = [];
    private readonly List<Companion> _entries = [];

    /// <summary>From where to where the items move that are parents of others, which move with them: their numbers move too.</summary>
    public IReadOnlyDictionary<ItemKey, ItemKey>? MovedParents { get; init; }

    /// <param name="entity">The item's entity.</param>
    /// <param name="key">Its key.</param>
    /// <param name="before">The item's values before; null when there is none.</param>
    /// <param name="after">The values after; null when there is none.</param>
    /// <param name="changes">What the audit trail tells.</param>
    public CompanionComposer Add(EntityModel entity, ItemKey key, object?[]? before, object?[]? after, IReadOnlyList<AuditChange> changes)
    {
        Add(entity, key, key, before, after, Action(entity, before, after), changes);
        return this;
    }

    /// <summary>The same of an item that moves to another key.</summary>
    public CompanionComposer AddMoved(EntityModel entity, ItemKey from, ItemKey to, object?[] before, object?[] after)
    {
        Add(entity, from, to, before, after, AuditAction.Move, entity.Audit is null ? [] : AuditText.MovedChanges(entity, before, after));
        return this;
    }

    /// <summary>All that was found. Several children of one parent are one sum.</summary>
    public IReadOnlyList<Companion> Companions() =>
    [
        .. _guards,
        .. _counts.GroupBy(c => c.Parent).Select(g => CounterCompanion.Of(scope, g.Key, g.Select(c => (c.Counter, c.Delta)))).OfType<Companion>(),
        .. _entries,
    ];

    private void Add(
        EntityModel entity, ItemKey from, ItemKey to, object?[]? before, object?[]? after, AuditAction action, IReadOnlyList<AuditChange> changes)
    {
        foreach (var unique in entity.Uniques)
        {
            Guard(unique, entity.Table, (Guarded(unique, before), from), (Guarded(unique, after), to));
        }

        foreach (var counter in entity.Counters)
        {
            Count(counter, Parent(counter, Counted(entity, before)), Parent(counter, Counted(entity, after)));
        }

        if (entity.Audit is { } audit && (changes.Count > 0 || action != AuditAction.Update))
        {
            var entry = Entry(entity, to, action, changes) with { MovedFrom = from == to ? null : AuditKey(entity, from) };
            _entries.Add(new AuditCompanion(WriteActions.Create(scope, audit.Entry, entry)));
        }
    }

    private static AuditAction Action(EntityModel entity, object?[]? before, object?[]? after)
    {
        if (before is null || after is null)
        {
            return before is null ? AuditAction.Create : entity.SoftDelete is null ? AuditAction.Delete : AuditAction.Purge;
        }

        return (entity.IsDeleted(before), entity.IsDeleted(after)) switch
        {
            (false, true) => AuditAction.Delete,
            (true, false) => AuditAction.Restore,
            _ => AuditAction.Update,
        };
    }

    // Parents count what is not deleted; values stay taken until a deleted item is gone, so that it can come back.
    private static object?[]? Counted(EntityModel entity, object?[]? values) => values is not null && entity.IsDeleted(values) ? null : values;

    private ItemKey? Guarded(UniqueModel unique, object?[]? values) =>
        values is not null && unique.GuardKey(values, scope.Tenant) is var (partition, sort) ? new ItemKey(partition, sort) : null;

    private ItemKey? Parent(CounterModel counter, object?[]? values) =>
        values is not null && counter.ParentKey(values, scope.Tenant) is var (partition, sort) ? new ItemKey(partition, sort) : null;

    private void Guard(UniqueModel unique, TableModel table, (ItemKey? Guard, ItemKey Owner) before, (ItemKey? Guard, ItemKey Owner) after)
    {
        if (before.Guard == after.Guard)
        {
            if (after.Guard is { } kept && before.Owner != after.Owner)
            {
                _guards.Add(new UniqueCompanion(new GuardItem(unique, table, kept, before.Owner, after.Owner, scope.Tenant), unique));
            }

            return;
        }

        if (before.Guard is { } old)
        {
            _guards.Add(new UniqueCompanion(new GuardItem(unique, table, old, before.Owner, null, scope.Tenant), unique));
        }

        if (after.Guard is { } taken)
        {
            _guards.Add(new UniqueCompanion(new GuardItem(unique, table, taken, after.Owner, after.Owner, scope.Tenant), unique));
        }
    }

    private void Count(CounterModel counter, ItemKey? before, ItemKey? after)
    {
        if (before == after || (before is { } from && MovedParents?.TryGetValue(from, out var to) == true && after == to))
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

    private string AuditKey(EntityModel entity, ItemKey key) => AuditModel.EntityKey(entity, key.Partition, key.Sort, scope.Tenant);

    private AuditEntry Entry(EntityModel entity, ItemKey key, AuditAction action, IReadOnlyList<AuditChange> changes)
    {
        var context = EntityValues.GenerationContext(scope, entity);
        return new AuditEntry
        {
            EntityType = entity.TypeName,
            EntityKey = AuditKey(entity, key),
            At = context.UtcNow,
            Id = (string)Generate.Ulid.Next(context, typeof(string))!,
            By = scope.Actor?.Name,
            CorrelationId = scope.Actor?.CorrelationId,
            Action = action,
            Changes = changes,
        };
    }
}
