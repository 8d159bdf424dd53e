using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Writing.Companions;
using SingleTable.Linq.Writing.Moving;

namespace SingleTable.Linq.Writing;

/// <summary>Writes of one item, given as an entity.</summary>
internal sealed class EntityWriter(ExecutionScope scope, EntityModel entity)
{
    public async Task<T> CreateAsync<T>(T source, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        var made = entity.AwaitsValues ? await AwaitAsync(source, WriteKind.Create, cancellationToken).ConfigureAwait(false) : scope;
        using var items = new PooledItems(BufferPool.Bytes);
        var action = WriteActions.Create(made, entity, source, WriteIdUse.WithCondition, items);
        return (T)await (action.Entity.HasCompanions
            ? new CompanionWriter(made).CreateAsync(action, cancellationToken)
            : WriteSender.WriteAsync(made, action, cancellationToken, source)).ConfigureAwait(false);
    }

    public async Task<T> PutAsync<T>(T source, LambdaExpression? when, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        RefuseCounted(nameof(EntitySet<>.PutAsync));
        var made = entity.AwaitsValues ? await AwaitAsync(source, WriteKind.Put, cancellationToken).ConfigureAwait(false) : scope;
        if (entity.PlainWriter is null && entity.Hierarchy.Concrete.Any(c => c.HasCompanions))
        {
            return (T)await new CompanionWriter(made).PutAsync(entity, source, when, cancellationToken).ConfigureAwait(false);
        }

        using var items = new PooledItems(BufferPool.Bytes);
        var action = WriteActions.Put(made, entity, source, when, WriteIdUse.WithCondition, items);
        return (T)await WriteSender.WriteAsync(made, action, cancellationToken, source).ConfigureAwait(false);
    }

    public async Task<object> UpsertAsync(object source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        RefuseCounted(nameof(EntitySet<>.UpsertAsync));
        if (EntityValues.TypeOf(entity, source).HasCompanions)
        {
            throw WriteErrors.Companions(entity, nameof(EntitySet<>.UpsertAsync), "Use CreateAsync, PutAsync or UpdateAsync.");
        }

        if (entity.Version is { } version)
        {
            throw WriteErrors.Versioned(entity, version, nameof(EntitySet<>.UpsertAsync), "Use PutAsync, which creates an item of version 0 and replaces one of any other.");
        }

        var made = entity.AwaitsValues ? await AwaitAsync(source, WriteKind.Upsert, cancellationToken).ConfigureAwait(false) : scope;
        var upsert = WriteActions.Upsert(made, entity, source);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteSender.WriteAsync(made, upsert, cancellationToken).ConfigureAwait(false);
            }
            catch (ItemNotFoundException) when (upsert.IsConditional)
            {
                // What has expired is no item any more, and has nothing that could be kept.
            }

            try
            {
                return await WriteSender.WriteAsync(made, WriteActions.Create(made, entity, source, WriteIdUse.WithCondition), cancellationToken).ConfigureAwait(false);
            }
            catch (ItemExistsException) when (attempt < Backoff.MaxAttempts)
            {
                // Somebody was faster.
            }

            if (attempt > 1)
            {
                await scope.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public Task<object> UpdateAsync(object current, UpdateOperations operations, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(current);
        return TargetWriter.UpdateAsync(scope, BoundTarget.Of(scope, entity, current, when), operations, cancellationToken);
    }

    /// <returns>The entity after the update, or null when there is nothing to change.</returns>
    public async Task<object?> UpdateAsync(object before, object after, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var target = BoundTarget.Of(scope, entity, before, when);
        var difference = Difference.Of(scope, target, after);
        return difference.Changes.Count == 0 ? null
            : await TargetWriter.UpdateAsync(scope, target, new UpdateOperations([]) { Difference = difference }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<object> ModifyAsync(
        object current, Func<object, object> change, LambdaExpression? when, int maxAttempts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (entity.Version is null)
        {
            throw WriteErrors.NoVersion(entity, nameof(EntitySet<>.ModifyAsync), "could lose the changes of others");
        }

        for (var attempt = 1; ; attempt++)
        {
            var after = change(current) ?? throw new ArgumentException("The change gave null. Return the entity as it shall be.", nameof(change));
            try
            {
                return await UpdateAsync(current, after, when, cancellationToken).ConfigureAwait(false) ?? after;
            }
            catch (VersionConflictException e) when (attempt < maxAttempts)
            {
                current = e.Current!;
            }

            // What the failure told is enough to go on from once.
            if (attempt > 1)
            {
                await scope.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<object> MoveAsync(object loaded, object after, bool includeChildren, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(after);
        return await new MoveWriter(scope, entity).MoveAsync(loaded, after, includeChildren, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        return await TargetWriter.DeleteAsync(scope, BoundTarget.Of(scope, entity, source, when), cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The entity after the update, or null when there is nothing to change.</returns>
    public async Task<object?> OverwriteAsync(object before, object after, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (entity.Version is null)
        {
            throw WriteErrors.NoVersion(entity, nameof(EntitySet<>.OverwriteAsync), "has nothing to pass over");
        }

        var type = EntityValues.TypeOf(entity, before);
        var target = BoundTarget.OfValues(scope, type, EntityValues.Read(scope, type, before), when);
        var difference = Difference.Of(scope, target, after);
        if (difference.Changes.Count == 0)
        {
            return null;
        }

        var operations = new UpdateOperations([]) { Difference = difference };
        var made = type.AwaitsValues ? await AwaitedValues.OfUpdateAsync(scope, type, operations, cancellationToken).ConfigureAwait(false) : scope;
        return await new CompanionWriter(made).UpdateAsync(target, new ItemState(type, target.Values), operations, cancellationToken).ConfigureAwait(false);
    }

    public async Task<object?> PutReturningOldAsync(object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        RefuseCounted(nameof(EntitySet<>.PutReturningOldAsync));
        TargetWriter.RefuseCompanions(entity, nameof(EntitySet<>.PutReturningOldAsync));
        var made = entity.AwaitsValues ? await AwaitAsync(source, WriteKind.Put, cancellationToken).ConfigureAwait(false) : scope;
        return await WriteSender.ReturnOldAsync(made, WriteActions.Put(made, entity, source, when, WriteIdUse.Always), entity, cancellationToken).ConfigureAwait(false);
    }

    public async Task<object?> DeleteReturningOldAsync(object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        return await TargetWriter.DeleteReturningOldAsync(scope, BoundTarget.Of(scope, entity, source, when), entity, cancellationToken).ConfigureAwait(false);
    }

    public async Task<object> RestoreAsync(object source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        return await TargetWriter.RestoreAsync(scope, BoundTarget.Of(scope, entity, source, null), cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> PurgeAsync(object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source, nameof(entity));
        return await TargetWriter.PurgeAsync(scope, BoundTarget.Of(scope, entity, source, when), cancellationToken).ConfigureAwait(false);
    }

    private Task<ExecutionScope> AwaitAsync(object source, WriteKind kind, CancellationToken cancellationToken) =>
        AwaitedValues.OfItemAsync(scope, entity, source, kind, cancellationToken);

    // What counts others is written with them, and a whole item would set it back.
    private void RefuseCounted(string method)
    {
        if (entity.Counts.Length > 0)
        {
            throw WriteErrors.Companions(entity, method, "Use CreateAsync or UpdateAsync.");
        }
    }
}
