using System.Linq.Expressions;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>
/// Writes one item with what must be written with it, or alone where nothing must. What it depends on is read first, and a condition of the write: when that fails
/// because somebody was faster, the failure brings the item as it is, and the write is made again from that.
/// </summary>
internal sealed class CompanionWriter(ExecutionScope scope)
{
    private readonly HashSet<CounterModel> _orphanedBy = [];

    public async Task<object> CreateAsync(WriteAction create, CancellationToken cancellationToken)
    {
        await RunAsync(create.Entity, null, _ => Created(create), mayExist: false, cancellationToken).ConfigureAwait(false);
        return Stored(create);
    }

    public async Task<object> PutAsync(EntityModel entity, object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        var put = WriteActions.Put(scope, entity, source, when);
        if (put.Kind == WriteKind.Create)
        {
            return await CreateAsync(put, cancellationToken).ConfigureAwait(false);
        }

        var isPlain = when is null && put.Version is null;
        var before = await ItemState.ReadAsync(scope, entity, put.Key, cancellationToken, seesDeleted: isPlain).ConfigureAwait(false);
        var sent = await RunAsync(
            entity, before, state => state is null && isPlain ? Created(WriteActions.PutNew(scope, entity, source)) : Replaced(state), mayExist: true,
            cancellationToken).ConfigureAwait(false);
        return Stored(sent!.Main);

        WriteSet Replaced(ItemState? state)
        {
            if (state is null)
            {
                throw WriteFailures.NotFound(entity, WriteKind.Put);
            }

            var main = WriteActions.Replace(scope, entity, source, when, state);
            var values = state.ValuesOf(main.Entity);
            return new WriteSet(main, Compose(main.Entity, main.Key, values, main.Values, AuditText.Changes(main.Entity, values, main.Values)));
        }
    }

    public async Task<object> UpdateAsync(BoundTarget target, UpdateOperations operations, CancellationToken cancellationToken)
    {
        if (!target.IsLoaded)
        {
            UpdateComposer.Check(scope, target, operations);
        }

        var before = target.IsLoaded ? new ItemState(target.Entity, target.Values) { IsGiven = true }
            : await ItemState.ReadAsync(scope, target.Entity, target.Key, cancellationToken).ConfigureAwait(false);
        return await UpdateAsync(target, before, operations, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="target">The item.</param>
    /// <param name="before">As it is known; null where there is none.</param>
    /// <param name="operations">What to do.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public async Task<object> UpdateAsync(BoundTarget target, ItemState? before, UpdateOperations operations, CancellationToken cancellationToken)
    {
        object? updated = null;
        await UpdateAsync(
            target, before, operations, async action => updated = await WriteSender.WriteAsync(scope, action, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

        // A transaction returns nothing.
        return updated ?? await WriteSender.ReadBackAsync(scope, target.Entity, target.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for an item that was read, when nobody wants it as it is then.</summary>
    public Task ChangeAsync(BoundTarget loaded, UpdateOperations operations, CancellationToken cancellationToken) => UpdateAsync(
        loaded, new ItemState(loaded.Entity, loaded.Values), operations, action => WriteSender.ChangeAsync(scope, action, cancellationToken), cancellationToken);

    public async Task<bool> DeleteAsync(BoundTarget target, CancellationToken cancellationToken) => await DeleteAsync(
        target, await ItemState.ReadAsync(scope, target.Entity, target.Key, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <param name="target">The item.</param>
    /// <param name="before">As it is known; null where there is none.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <param name="alone">How to send it when nothing need be written with it; null for always in a transaction.</param>
    public async Task<bool> DeleteAsync(BoundTarget target, ItemState? before, CancellationToken cancellationToken, Func<WriteAction, Task>? alone = null)
    {
        var sent = await RunAsync(target.Entity, before, state => Deleted(target, state), mayExist: true, cancellationToken, alone).ConfigureAwait(false);
        return sent is not null;
    }

    /// <param name="deleted">The item, which must be deleted.</param>
    /// <param name="before">As it is known; null where there is none.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public async Task<object> RestoreAsync(BoundTarget deleted, ItemState? before, CancellationToken cancellationToken)
    {
        object? restored = null;
        await RunAsync(deleted.Entity, before, Restored, mayExist: true, cancellationToken, SendAsync).ConfigureAwait(false);

        // A transaction returns nothing.
        return restored ?? await WriteSender.ReadBackAsync(scope, deleted.Entity, deleted.Key, cancellationToken).ConfigureAwait(false);

        WriteSet Restored(ItemState? state) => Marked(WriteKind.Restore, deleted, state ?? throw WriteFailures.NotFound(deleted.Entity, WriteKind.Restore), null);

        async Task SendAsync(WriteAction action) => restored = await WriteSender.WriteAsync(scope, action, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> PurgeAsync(BoundTarget target, CancellationToken cancellationToken)
    {
        var before = await ItemState.ReadAsync(scope, target.Entity, target.Key, cancellationToken, seesDeleted: true).ConfigureAwait(false);
        var sent = await RunAsync(target.Entity, before, Purged, mayExist: true, cancellationToken).ConfigureAwait(false);
        return sent is not null;

        WriteSet? Purged(ItemState? state) => state is null ? None(target, WriteKind.Purge) : Removed(WriteKind.Purge, target, state);
    }

    public WriteSet Created(WriteAction create) =>
        new(create, Compose(create.Entity, create.Key, null, create.Values, AuditText.Changes(create.Entity, null, create.Values)));

    public WriteSet Updated(BoundTarget target, ItemState before, UpdateOperations operations)
    {
        var loaded = target with { Entity = before.Entity, Values = before.Values, IsLoaded = true };
        var update = UpdateComposer.Update(scope, loaded, operations);
        if (!before.Entity.HasCompanions)
        {
            return new WriteSet(WriteActions.Update(loaded, update, WriteIdUse.WithCondition), []);
        }

        var (after, changes) = UpdatedState.Of(update, before);
        var used = before.Used.ToHashSet();
        var computedFrom = update.Changes.Where(c => used.Contains(c.Path.Property) && c.Value is SetExpression)
            .SelectMany(c => ((SetExpression)c.Value!).Reads).Select(r => r.Property).Where(p => !p.IsKey && !p.IsTenant);

        // A value or a parent that is named by several properties depends on those too that stay.
        var guarded = before.Used.Where(p => update.Touches(p)
            || before.Entity.Uniques.Any(u => u.Properties.Contains(p) && u.Properties.Any(update.Touches))
            || before.Entity.Counters.Any(c => c.Sources.Contains(p) && c.Sources.Any(update.Touches)));
        foreach (var property in guarded.Concat(computedFrom).Distinct())
        {
            update.Guard(property, before.Values[property.Index]);
        }

        var companions = Compose(before.Entity, target.Key, before.Values, after, changes);
        return new WriteSet(WriteActions.Update(loaded, update, IdsOf(companions)), companions);
    }

    /// <returns>Null when there is nothing to delete.</returns>
    public WriteSet? Deleted(BoundTarget target, ItemState? before) => before switch
    {
        null => None(target, WriteKind.Delete),
        { Entity.SoftDelete: not null } => Marked(WriteKind.Delete, target, before, scope.Time.GetUtcNow()),
        _ => Removed(WriteKind.Delete, target, before),
    };

    private static WriteSet? None(BoundTarget target, WriteKind kind) => target.IsConditional ? throw WriteFailures.NotFound(target.Entity, kind) : null;

    private WriteSet Marked(WriteKind kind, BoundTarget target, ItemState before, DateTimeOffset? moment)
    {
        var loaded = target with
        {
            Entity = before.Entity, Values = before.Values, IsLoaded = true, Condition = Predicates.And(target.Condition, before.Unchanged()),
        };
        var update = UpdateComposer.Mark(scope, loaded, moment);
        var (after, changes) = UpdatedState.Of(update, before);
        var companions = Compose(before.Entity, target.Key, before.Values, after, changes);
        return new WriteSet(WriteActions.Mark(kind, loaded, update, IdsOf(companions)), companions);
    }

    private WriteSet Removed(WriteKind kind, BoundTarget target, ItemState before)
    {
        var unchanged = target with { Entity = before.Entity, Condition = Predicates.And(target.Condition, before.Unchanged()) };
        var changes = AuditText.Changes(before.Entity, before.Values, null);
        return new WriteSet(
            new WriteAction(kind, unchanged, isConditional: true), Compose(before.Entity, target.Key, before.Values, null, changes));
    }

    /// <param name="target">The item.</param>
    /// <param name="before">As it is known; null where there is none.</param>
    /// <param name="operations">What to do.</param>
    /// <param name="alone">How to send the update when nothing need be written with it.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public Task UpdateAsync(
        BoundTarget target, ItemState? before, UpdateOperations operations, Func<WriteAction, Task> alone, CancellationToken cancellationToken) => RunAsync(
        target.Entity, before, state => Updated(target, state ?? throw WriteFailures.NotFound(target.Entity, WriteKind.Update), operations), mayExist: true,
        cancellationToken, alone);

    private IReadOnlyList<Companion> Compose(
        EntityModel entity, ItemKey key, object?[]? before, object?[]? after, IReadOnlyList<AuditChange> changes) =>
        new CompanionComposer(scope, _orphanedBy).Add(entity, key, before, after, changes).Companions();

    // What others are written with is a transaction, whose token tells what became of it.
    private static WriteIdUse IdsOf(IReadOnlyList<Companion> companions) => companions.Count == 0 ? WriteIdUse.WithCondition : WriteIdUse.None;

    private object Stored(WriteAction action) => ItemResult.TryRead(scope, action.Entity, action.Item.Span) ?? throw WriteFailures.OtherType(action);

    private async Task<WriteSet?> RunAsync(
        EntityModel entity, ItemState? before, Func<ItemState?, WriteSet?> make, bool mayExist, CancellationToken cancellationToken,
        Func<WriteAction, Task>? alone = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var set = make(before);
            if (set is null)
            {
                return null;
            }

            try
            {
                await SendAsync(set, alone, cancellationToken).ConfigureAwait(false);
                return set;
            }
            catch (TransactionCanceledException e)
            {
                before = Next(set, before, entity, mayExist, e);
                if (attempt == Backoff.MaxAttempts)
                {
                    throw WriteFailures.Contended(entity, set.Main.Kind, attempt, e);
                }
            }
            catch (ConditionFailedException e)
                when (e is not VersionConflictException && before is not null && attempt < Backoff.MaxAttempts && !before.IsSame(ItemState.Of(scope, entity, e.Current)))
            {
                before = ItemState.Of(scope, entity, e.Current);
            }

            // What the failure told is enough to go on from once.
            if (attempt > 1)
            {
                await scope.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(WriteSet set, Func<WriteAction, Task>? alone, CancellationToken cancellationToken)
    {
        if (set.Companions.Count == 0 && alone is not null)
        {
            await alone(set.Main).ConfigureAwait(false);
            return;
        }

        var request = new TransactWriteRequest(set.Items, TransactionToken.Next());
        await TransactionSender.SendAsync(scope, request, cancellationToken).ConfigureAwait(false);
    }

    // What to go on from; an error when it is no use.
    private ItemState? Next(WriteSet set, ItemState? before, EntityModel entity, bool mayExist, TransactionCanceledException e)
    {
        var reasons = e.CancellationReasons ?? [];
        if (reasons.Count > 0 && reasons[0].Code == "ConditionalCheckFailed")
        {
            var current = ItemResult.TryReadCurrent(scope, entity, reasons[0].Item, set.Main.SeesDeleted);
            var state = ItemState.Of(scope, entity, current);
            var isAsItWas = before is null ? !mayExist : before.IsSame(state) || WriteFailures.IsVersionConflict(set.Main, current);
            return isAsItWas ? throw WriteFailures.ConditionFailed(set.Main, current, e) : state;
        }

        for (var i = 1; i < Math.Min(set.Items.Count, reasons.Count); i++)
        {
            if (reasons[i].Code != "ConditionalCheckFailed")
            {
                continue;
            }

            var companion = set.Companions[i - 1];
            if (companion is CounterCompanion counter && counter.IsOrphaned(scope, reasons[i]))
            {
                _orphanedBy.UnionWith(counter.Counts.Select(c => c.Counter));
                return before;
            }

            throw companion.Error(scope, set.Main, reasons[i], e);
        }

        throw WriteFailures.TransactionFailed([.. reasons.Where(r => r.Code is not (null or "None")).Select(r => Failure(set.Main, r.Code))], e);
    }

    // Neither a condition nor a conflict that passes: told of the caller's own action.
    private static (string Reason, TransactionFailure Failure) Failure(WriteAction main, string code) =>
        (code, new TransactionFailure(0, main.Entity.Name, main.Kind.ToString(), code, null));
}
