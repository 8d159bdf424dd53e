using System.Diagnostics;
using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq;

/// <summary>
/// Writes to the one item that a query names: its <c>Where</c> fixes every property of the primary key, and whatever else it asks for becomes a
/// condition of the write. Nothing is read first.
/// </summary>
public static class AsyncWriteExtensions
{
    /// <summary>Changes an item that exists, with one UpdateItem.</summary>
    /// <param name="source">The item, for example <c>db.Teams.Where(t => t.OrganizationId == orgId &amp;&amp; t.Id == teamId)</c>.</param>
    /// <param name="update">What to do, for example <c>u => u.Set(t => t.Name, "Platform").Add(t => t.MemberCount, 1)</c>.</param>
    /// <param name="when">A further condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity after the update.</returns>
    /// <exception cref="ItemNotFoundException">There is no such item. None is created.</exception>
    /// <exception cref="ResultNotReadException">It was done; but its new state could not be read.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition.</exception>
    /// <exception cref="WriteException">
    /// The query does not name one item by its whole key, the update cannot be done as it is written, or an index key needs a value that it does not give.
    /// </exception>
    /// <exception cref="EntityValidationException">A value that the update sets is not valid.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the query names another one.</exception>
    public static async Task<T> UpdateAsync<T>(
        this IQueryable<T> source, Func<UpdateBuilder<T>, UpdateBuilder<T>> update, Expression<Func<T, bool>>? when = null,
        CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        var (scope, tree) = Target(source, nameof(UpdateAsync));
        var operations = UpdateBuilder<T>.Read(update);
        return (T)await Operations.Of(
            Start<T>(scope, "update"), scope, (scope, tree, operations, when, cancellationToken),
            static s => TargetWriter.UpdateAsync(s.scope, BoundTarget.Of(s.scope, s.tree, s.when), s.operations, s.cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Changes an item as <see cref="UpdateAsync"/> does, and gives back what it was before: of two who do so at once each sees what the other left.</summary>
    /// <returns>The entity before the update.</returns>
    /// <exception cref="ResultNotReadException">It was done; but the reply with the old item was lost.</exception>
    /// <exception cref="WriteException">Also when the update would be a transaction, which gives nothing back: it counts without <c>AtLeastOnce()</c>, or the entity has
    /// unique values, counts or an audit trail.</exception>
    /// <inheritdoc cref="UpdateAsync"/>
    public static async Task<T> UpdateReturningOldAsync<T>(
        this IQueryable<T> source, Func<UpdateBuilder<T>, UpdateBuilder<T>> update, Expression<Func<T, bool>>? when = null,
        CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        var (scope, tree) = Target(source, nameof(UpdateReturningOldAsync));
        var operations = UpdateBuilder<T>.Read(update);
        var target = BoundTarget.Of(scope, tree, when);
        return (T)await Operations.Of(Start<T>(scope, "update"), scope, TargetWriter.UpdateReturningOldAsync(scope, target, operations, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Deletes an item as <see cref="DeleteAsync"/> does, and gives back what it was.</summary>
    /// <returns>The entity that was deleted; null when there was none.</returns>
    /// <exception cref="ResultNotReadException">The reply of an attempt was lost, and then there was no item: it may have deleted one.</exception>
    /// <exception cref="WriteException">The query does not name one item by its whole key, or the entity has unique values, counts or an audit trail.</exception>
    /// <inheritdoc cref="DeleteAsync"/>
    public static async Task<T?> DeleteReturningOldAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default)
        where T : class
    {
        var (scope, tree) = Target(source, nameof(DeleteReturningOldAsync));
        var target = BoundTarget.Of(scope, tree, when);
        return (T?)await Operations.Of(Start<T>(scope, "delete"), scope, TargetWriter.DeleteReturningOldAsync(scope, target, target.Entity, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes an item, with one DeleteItem; where that can be taken back (<see cref="EntityBuilder{T}.HasSoftDelete"/>), marks it with one UpdateItem.
    /// </summary>
    /// <param name="source">The item, named as for <see cref="UpdateAsync"/>.</param>
    /// <param name="when">A condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>Whether there was an item.</returns>
    /// <exception cref="ItemNotFoundException">There is a condition, and no item.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition.</exception>
    /// <exception cref="WriteException">The query does not name one item by its whole key.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the query names another one.</exception>
    public static Task<bool> DeleteAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default)
        where T : class
    {
        var (scope, tree) = Target(source, nameof(DeleteAsync));
        return Operations.Of(Start<T>(scope, "delete"), scope, TargetWriter.DeleteAsync(scope, tree, when, cancellationToken));
    }

    /// <summary>Takes the deletion of an item back, with one UpdateItem, for entities with <see cref="EntityBuilder{T}.HasSoftDelete"/>.</summary>
    /// <param name="source">The item, named as for <see cref="UpdateAsync"/>, without <c>IncludeDeleted</c>.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity as it is now.</returns>
    /// <exception cref="ItemNotFoundException">There is no such item, deleted or not.</exception>
    /// <exception cref="ConditionFailedException">The item is not deleted, or does not satisfy what the query asks besides.</exception>
    /// <exception cref="CounterLimitException">Its parent counts as many as are allowed.</exception>
    /// <exception cref="WriteException">The query does not name one item by its whole key, or deletions of the entity cannot be taken back.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the query names another one.</exception>
    public static async Task<T> RestoreAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default)
        where T : class
    {
        var (scope, tree) = Target(source, nameof(RestoreAsync));
        var target = BoundTarget.Of(scope, tree, null);
        return (T)await Operations.Of(Start<T>(scope, "restore"), scope, TargetWriter.RestoreAsync(scope, target, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Deletes an item for good, deleted or not, with one DeleteItem, for entities with <see cref="EntityBuilder{T}.HasSoftDelete"/>.</summary>
    /// <param name="source">The item, named as for <see cref="UpdateAsync"/>, without <c>IncludeDeleted</c>.</param>
    /// <param name="when">A condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>Whether there was an item.</returns>
    /// <exception cref="ItemNotFoundException">There is a condition, and no item.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition.</exception>
    /// <exception cref="WriteException">
    /// The query does not name one item by its whole key, or deletions of the entity cannot be taken back: use DeleteAsync.
    /// </exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the query names another one.</exception>
    public static async Task<bool> PurgeAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default)
        where T : class
    {
        var (scope, tree) = Target(source, nameof(PurgeAsync));
        var target = BoundTarget.Of(scope, tree, when);
        return await Operations.Of(Start<T>(scope, "purge"), scope, TargetWriter.PurgeAsync(scope, target, cancellationToken)).ConfigureAwait(false);
    }

    private static Activity? Start<T>(ExecutionScope scope, string operation) => Operations.Start(scope, operation, typeof(T).Name);

    internal static (ExecutionScope Scope, Expression Tree) Target<T>(IQueryable<T> source, string method)
    {
        var (scope, tree) = Source(source, method);
        return (scope.Begin(typeof(T).Name), tree);
    }

    internal static (ExecutionScope Scope, Expression Tree) Source<T>(IQueryable<T> source, string method)
    {
        var query = EntityQueryableExtensions.Query(source, method);
        return query.Executor is QueryExecutor executor ? (executor.Scope, query.Expression) : throw QueryingErrors.ForeignQuery(method);
    }
}
