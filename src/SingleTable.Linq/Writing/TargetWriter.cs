using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>Writes of one item, named by a query.</summary>
internal static class TargetWriter
{
    public static async Task<object> UpdateAsync(
        ExecutionScope scope, Expression source, UpdateOperations operations, LambdaExpression? when, CancellationToken cancellationToken)
    {
        return await UpdateAsync(scope, BoundTarget.Of(scope, source, when), operations, cancellationToken).ConfigureAwait(false);
    }

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
        if (!HasUpdateCompanions(target.Entity))
        {
            var update = UpdateComposer.Update(scope, target, operations);
            if (update.Missing is null || target.IsLoaded)
            {
                return WriteSender.WriteAsync(scope, WriteActions.Update(target, update, WriteIdUse.WithCondition), cancellationToken);
            }
        }
        else if (!target.IsLoaded && target.Entity.Validation is not null)
        {
            // Before the item is read.
            EntityValidation.Check(target.Entity, UpdateReader.Read(target.Entity, operations.All));
        }

        return new CompanionWriter(scope).UpdateAsync(target, operations, cancellationToken);
    }

    public static Task<bool> DeleteAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken) => HasCompanions(target)
        ? new CompanionWriter(scope).DeleteAsync(target, cancellationToken)
        : WriteSender.DeleteAsync(scope, WriteActions.Delete(scope, target, WriteIdUse.WithCondition), cancellationToken);

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
        if (update.Missing is null)
        {
            return await SendAsync(WriteActions.Update(target, update, WriteIdUse.Always)).ConfigureAwait(false);
        }

        if (WriteActions.NeedsToken(update, target))
        {
            throw WriteErrors.CountsReturningOld(target.Entity);
        }

        object? old = null;
        var state = await ItemState.ReadAsync(scope, target.Entity, target.Key, cancellationToken).ConfigureAwait(false);
        await new CompanionWriter(scope).UpdateAsync(target, state, operations, async action => old = await SendAsync(action).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return old!;

        async Task<object> SendAsync(WriteAction action) => action.NeedsToken
            ? throw WriteErrors.CountsReturningOld(action.Entity)
            : (await WriteSender.ReturnOldAsync(scope, action, cancellationToken).ConfigureAwait(false))!;
    }

    public static Task<object?> DeleteReturningOldAsync(ExecutionScope scope, BoundTarget target, CancellationToken cancellationToken)
    {
        RefuseCompanions(target.Entity, nameof(AsyncWriteExtensions.DeleteReturningOldAsync));
        return WriteSender.ReturnOldAsync(scope, WriteActions.Delete(scope, target, WriteIdUse.Always), cancellationToken);
    }

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
        return await (HasCompanions(target)
            ? new CompanionWriter(scope).RestoreAsync(deleted, cancellationToken)
            : WriteSender.WriteAsync(scope, WriteActions.Restore(scope, deleted), cancellationToken)).ConfigureAwait(false);
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
