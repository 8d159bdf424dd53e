using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>Writes of one item, named by a query.</summary>
internal static class TargetWriter
{
    public static Task<object> UpdateAsync(
        ExecutionScope scope, BoundTarget target, UpdateOperations operations, CancellationToken cancellationToken) => target.Entity.AwaitsValues
        ? AwaitAndUpdateAsync(scope, target, operations, cancellationToken)
        : UpdateNowAsync(scope, target, operations, cancellationToken);

    private static async Task<object> AwaitAndUpdateAsync(
        ExecutionScope scope, BoundTarget target, UpdateOperations operations, CancellationToken cancellationToken)
    {
        var awaited = await AwaitedValues.OfUpdateAsync(scope, target.Entity, operations, cancellationToken).ConfigureAwait(false);
        return await UpdateNowAsync(awaited, target, operations, cancellationToken).ConfigureAwait(false);
    }

    private static Task<object> UpdateNowAsync(ExecutionScope scope, BoundTarget target, UpdateOperations operations, CancellationToken cancellationToken)
    {
        if (!target.IsLoaded || !HasUpdateCompanions(target.Entity))
        {
            var update = UpdateComposer.Update(scope, target, operations);
            if ((update.Missing is null || target.IsLoaded) && !Promises.MayChange(target.Entity, update))
            {
                return WriteSender.WriteAsync(scope, WriteActions.Update(target, update, WriteIdUse.WithCondition), cancellationToken);
            }
        }

        return new CompanionWriter(scope).UpdateAsync(target, operations, cancellationToken);
    }

    public static Task<bool> DeleteAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken) =>
        HasCompanions(target) ? new CompanionWriter(scope).DeleteAsync(target, cancellationToken)
        : target.Entity.SoftDelete is null ? WriteSender.DeleteAsync(scope, WriteActions.Delete(scope, target), cancellationToken)
        : MarkAsync(scope, target, cancellationToken);

    private static async Task<bool> MarkAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken)
    {
        var isDeleted = false;
        await MarkAsync(scope, target, WriteIdUse.WithCondition, SendAsync, cancellationToken).ConfigureAwait(false);
        return isDeleted;

        async Task SendAsync(WriteAction action) => isDeleted = await WriteSender.DeleteAsync(scope, action, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<bool> DeleteAsync(ExecutionScope scope, Expression source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        return await DeleteAsync(scope, BoundTarget.Of(scope, source, when), cancellationToken).ConfigureAwait(false);
    }

    public static async Task<object> UpdateReturningOldAsync(
        ExecutionScope scope, BoundTarget target, UpdateOperations operations, CancellationToken cancellationToken)
    {
        if (HasUpdateCompanions(target.Entity))
        {
            throw ReturnsNothing(target.Entity, nameof(AsyncWriteExtensions.UpdateReturningOldAsync));
        }

        if (target.Entity.AwaitsValues)
        {
            scope = await AwaitedValues.OfUpdateAsync(scope, target.Entity, operations, cancellationToken).ConfigureAwait(false);
        }

        var update = UpdateComposer.Update(scope, target, operations);
        if (WriteActions.NeedsToken(update, target))
        {
            throw WriteErrors.CountsReturningOld(target.Entity);
        }

        if (update.Missing is null)
        {
            return await SendAsync(WriteActions.Update(target, update, WriteIdUse.Always)).ConfigureAwait(false);
        }

        object? old = null;
        var state = await ItemState.ReadAsync(scope, target.Entity, target.Key, cancellationToken).ConfigureAwait(false);
        await new CompanionWriter(scope).UpdateAsync(target, state, operations, async action => old = await SendAsync(action).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return old!;

        async Task<object> SendAsync(WriteAction action) => (await WriteSender.ReturnOldAsync(scope, action, target.Entity, cancellationToken).ConfigureAwait(false))!;
    }

    public static async Task<object?> DeleteReturningOldAsync(ExecutionScope scope, BoundTarget target, EntityModel type, CancellationToken cancellationToken)
    {
        RefuseCompanions(target.Entity, nameof(AsyncWriteExtensions.DeleteReturningOldAsync));
        object? old = null;
        if (target.Entity.SoftDelete is null)
        {
            await SendAsync(WriteActions.Delete(scope, target)).ConfigureAwait(false);
            return old;
        }

        await MarkAsync(scope, target, WriteIdUse.Always, SendAsync, cancellationToken).ConfigureAwait(false);
        return old;

        async Task SendAsync(WriteAction action) => old = await WriteSender.ReturnOldAsync(scope, action, type, cancellationToken).ConfigureAwait(false);
    }

    // A deletion that can be taken back may change index keys, for which all that they are made of must be known: of a loaded entity until the item says otherwise.
    private static async Task MarkAsync(
        ExecutionScope scope, BoundTarget target, WriteIdUse ids, Func<WriteAction, Task> sendAsync, CancellationToken cancellationToken)
    {
        var update = UpdateComposer.Mark(scope, target, scope.Time.GetUtcNow());
        if (NeedsItem(update))
        {
            var before = await KnownAsync(scope, target, cancellationToken).ConfigureAwait(false);
            await new CompanionWriter(scope).DeleteAsync(target, before, cancellationToken, sendAsync).ConfigureAwait(false);
        }
        else
        {
            await sendAsync(WriteActions.Mark(WriteKind.Delete, target, update, ids)).ConfigureAwait(false);
        }
    }

    // What a caller gave is true until a condition says otherwise.
    private static async Task<ItemState?> KnownAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken) => target.IsLoaded
        ? new ItemState(target.Entity, target.Values)
        : await ItemState.ReadAsync(scope, target.Entity, target.Key, cancellationToken, target.SeesDeleted).ConfigureAwait(false);

    private static bool NeedsItem(ItemUpdate update) => update.Missing is not null || update.IsGuarded;

    /// <summary>A transaction says nothing of what was there before.</summary>
    public static void RefuseCompanions(EntityModel entity, string method)
    {
        if (entity.Hierarchy.Concrete.Any(c => c.HasCompanions))
        {
            throw ReturnsNothing(entity, method);
        }
    }

    private static WriteException ReturnsNothing(EntityModel entity, string method) =>
        WriteErrors.Companions(entity, method, $"Read the item first, and use {method.Replace("ReturningOld", "", StringComparison.Ordinal)}.");

    private static bool HasUpdateCompanions(EntityModel entity) => entity.Hierarchy.Concrete.Any(c => c.HasUpdateCompanions);

    /// <returns>The entity after it.</returns>
    public static async Task<object> RestoreAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken)
    {
        RequireSoftDelete(target, nameof(EntitySet<>.RestoreAsync));
        var deleted = WriteActions.Deleted(target);
        if (HasCompanions(target))
        {
            var read = await ItemState.ReadAsync(scope, deleted.Entity, deleted.Key, cancellationToken, seesDeleted: true).ConfigureAwait(false);
            return await new CompanionWriter(scope).RestoreAsync(deleted, read, cancellationToken).ConfigureAwait(false);
        }

        var update = UpdateComposer.Mark(scope, deleted, null);
        return await (NeedsItem(update)
            ? new CompanionWriter(scope).RestoreAsync(deleted, await KnownAsync(scope, deleted, cancellationToken).ConfigureAwait(false), cancellationToken)
            : WriteSender.WriteAsync(scope, WriteActions.Mark(WriteKind.Restore, deleted, update, WriteIdUse.WithCondition), cancellationToken)).ConfigureAwait(false);
    }

    public static async Task<bool> PurgeAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken)
    {
        RequireSoftDelete(target, nameof(EntitySet<>.PurgeAsync));
        return await (HasCompanions(target)
            ? new CompanionWriter(scope).PurgeAsync(target with { SeesDeleted = true }, cancellationToken)
            : WriteSender.DeleteAsync(scope, WriteActions.Purge(target), cancellationToken)).ConfigureAwait(false);
    }

    private static void RequireSoftDelete(BoundTarget target, string method)
    {
        if (target.Entity.SoftDelete is null)
        {
            throw WriteErrors.NoSoftDelete(target.Entity, method);
        }
    }

    private static bool HasCompanions(BoundTarget target) => target.Entity.Hierarchy.Concrete.Any(c => c.HasCompanions);
}
