using System.Diagnostics;
using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Writing;
using SingleTable.Linq.Writing.Batches;

namespace SingleTable.Linq;

public sealed partial class EntitySet<T>
{
    private EntityWriter Writer => new(_executor.Scope.Begin(_entity.Name), _entity);

    private Activity? Start(string operation) => Operations.Start(_executor.Scope, operation, _entity.Name);

    /// <summary>Writes a new item with one PutItem; never overwrites. Generated properties that are unset get their values.</summary>
    /// <param name="entity">The entity, which stays as it is. Its tenant comes from the scope, and may be left empty.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity as it is stored, with the generated values.</returns>
    /// <exception cref="ItemExistsException">There is an item with this key.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    /// <exception cref="WriteException">A sealed property has a value, or the item is larger than 400 KB.</exception>
    /// <exception cref="EntityValidationException">Values of the entity are not valid.</exception>
    public Task<T> CreateAsync(T entity, CancellationToken cancellationToken = default) =>
        Operations.Of(Start("create"), _executor.Scope, Writer.CreateAsync(entity, cancellationToken));

    /// <summary>
    /// Writes a whole item with one PutItem: replaces what is there, attributes unknown to the model and the time of creation in the type index
    /// included, or creates it. Generated properties that are unset get their values; a sealed one keeps the value that was read.
    /// </summary>
    /// <param name="entity">The entity, which stays as it is.</param>
    /// <param name="when">A condition on the item that is there; an item that is absent fails it.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity as it is stored.</returns>
    /// <exception cref="ConditionFailedException">The item does not satisfy <paramref name="when"/>.</exception>
    /// <exception cref="ItemNotFoundException">There is a condition, and no item.</exception>
    /// <inheritdoc cref="CreateAsync"/>
    public Task<T> PutAsync(T entity, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        Operations.Of(Start("put"), _executor.Scope, Writer.PutAsync(entity, when, cancellationToken));

    /// <summary>
    /// Creates the item or sets all of its stored properties, with one UpdateItem: attributes unknown to the model stay. A property that is generated
    /// on create and unset here keeps the value that the item has; one that is generated on update always gets a new value.
    /// </summary>
    /// <param name="entity">The entity, which stays as it is.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity as it is stored.</returns>
    /// <exception cref="WriteException">
    /// An index key needs a property that is unset and generated on create, so that its value is not known; or a sealed property has a value.
    /// </exception>
    /// <exception cref="EntityValidationException">Values of the entity are not valid.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public async Task<T> UpsertAsync(T entity, CancellationToken cancellationToken = default) =>
        (T)await Operations.Of(Start("upsert"), _executor.Scope, Writer.UpsertAsync(entity, cancellationToken)).ConfigureAwait(false);

    /// <summary>
    /// Deletes the item with the entity's key, with one DeleteItem; of an entity with <see cref="EntityBuilder{T}.HasSoftDelete"/> marks it as deleted,
    /// with one UpdateItem.
    /// </summary>
    /// <param name="entity">Only the properties of its key matter.</param>
    /// <param name="when">A condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>Whether there was an item.</returns>
    /// <exception cref="ConditionFailedException">The item does not satisfy <paramref name="when"/>.</exception>
    /// <exception cref="ItemNotFoundException">There is a condition, and no item.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public Task<bool> DeleteAsync(T entity, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        Operations.Of(Start("delete"), _executor.Scope, Writer.DeleteAsync(entity, when, cancellationToken));

    /// <summary>Takes the deletion of an item back, with one UpdateItem, for entities with <see cref="EntityBuilder{T}.HasSoftDelete"/>.</summary>
    /// <param name="entity">Only the properties of its key matter, and its version, which must be that of the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity as it is now.</returns>
    /// <exception cref="ItemNotFoundException">There is no such item, deleted or not.</exception>
    /// <exception cref="ConditionFailedException">The item is not deleted.</exception>
    /// <exception cref="VersionConflictException">The item has another version.</exception>
    /// <exception cref="CounterLimitException">Its parent counts as many as are allowed.</exception>
    /// <exception cref="WriteException">Deletions of the entity cannot be taken back.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public async Task<T> RestoreAsync(T entity, CancellationToken cancellationToken = default) =>
        (T)await Operations.Of(Start("restore"), _executor.Scope, Writer.RestoreAsync(entity, cancellationToken)).ConfigureAwait(false);

    /// <summary>Deletes an item for good, deleted or not, with one DeleteItem, for entities with <see cref="EntityBuilder{T}.HasSoftDelete"/>.</summary>
    /// <param name="entity">Only the properties of its key matter, and its version, which must be that of the item.</param>
    /// <param name="when">A condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>Whether there was an item.</returns>
    /// <exception cref="ItemNotFoundException">There is a condition, or a version, and no item.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition.</exception>
    /// <exception cref="WriteException">Deletions of the entity cannot be taken back: use DeleteAsync.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public Task<bool> PurgeAsync(T entity, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        Operations.Of(Start("purge"), _executor.Scope, Writer.PurgeAsync(entity, when, cancellationToken));

    /// <summary>
    /// Changes an item that was read before, with one UpdateItem. Index keys that the update changes are made from the update and from
    /// <paramref name="current"/>; what they take from there is guarded by a condition that the item still holds it.
    /// </summary>
    /// <param name="current">The entity as it was read.</param>
    /// <param name="update">What to do, for example <c>u => u.Set(p => p.Status, ProjectStatus.Archived)</c>.</param>
    /// <param name="when">A further condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity after the update.</returns>
    /// <exception cref="ItemNotFoundException">There is no such item.</exception>
    /// <exception cref="ResultNotReadException">It was done; but its new state could not be read.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition, or changed since it was read.</exception>
    /// <exception cref="WriteException">The update cannot be done as it is written.</exception>
    /// <exception cref="EntityValidationException">A value that it sets is not valid.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public async Task<T> UpdateAsync(
        T current, Func<UpdateBuilder<T>, UpdateBuilder<T>> update, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var operations = UpdateBuilder<T>.Read(update);
        return (T)await Operations.Of(
            Start("update"), _executor.Scope, (Writer, current, operations, when, cancellationToken),
            static s => s.Writer.UpdateAsync(s.current, s.operations, s.when, s.cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes an item that was read what <paramref name="after"/> says, with the smallest update: <c>UpdateAsync(team, team with { Name = "Platform" })</c>. Inside of nested
    /// objects and dictionaries only what differs is written, so that attributes that the model does not know stay; a list of another length is written whole. What
    /// is equal in both is not written, whatever the item holds by now: give the entity a version, or a condition, where that matters.
    /// </summary>
    /// <param name="before">The entity as it was read.</param>
    /// <param name="after">The entity as it shall be, with the same key.</param>
    /// <param name="when">A further condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity after the update; <paramref name="after"/> itself, and no request, when both are equal.</returns>
    /// <exception cref="ItemNotFoundException">There is no such item.</exception>
    /// <exception cref="ResultNotReadException">It was done; but its new state could not be read.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition, or has not the objects or elements any more that are changed inside.</exception>
    /// <exception cref="WriteException">A property of the key, or a sealed one, differs.</exception>
    /// <exception cref="EntityValidationException">Values of <paramref name="after"/> are not valid.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public async Task<T> UpdateAsync(T before, T after, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        (T)(await Operations.Of(Start("update"), _executor.Scope, Writer.UpdateAsync(before, after, when, cancellationToken)).ConfigureAwait(false) ?? after);

    /// <summary>
    /// Client wins: writes what differs between two values of an entity with a version as <see cref="UpdateAsync(T, T, Expression{Func{T, bool}}?, CancellationToken)"/> does, whatever version the item has by now. Properties that are
    /// equal in both stay as others have written them; the version is raised.
    /// </summary>
    /// <param name="before">The entity as it was read.</param>
    /// <param name="after">The entity as it shall be, with the same key.</param>
    /// <param name="when">A condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <returns>The entity after the update; <paramref name="after"/> itself, and no request, when both are equal.</returns>
    /// <remarks>An index key that needs a property which others have changed meanwhile is made again from what they wrote, at most ten times.</remarks>
    /// <exception cref="WriteException">The entity has no version, or a property of the key, or a sealed one, differs.</exception>
    /// <inheritdoc cref="UpdateAsync(T, T, Expression{Func{T, bool}}?, CancellationToken)"/>
    public async Task<T> OverwriteAsync(T before, T after, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        (T)(await Operations.Of(Start("overwrite"), _executor.Scope, Writer.OverwriteAsync(before, after, when, cancellationToken)).ConfigureAwait(false) ?? after);

    /// <summary>Writes a whole item as <see cref="PutAsync"/> does, and gives back what it replaced.</summary>
    /// <param name="entity">The entity, which stays as it is.</param>
    /// <param name="when">A condition on the item that is there; an item that is absent fails it.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity before the put; null when there was none.</returns>
    /// <exception cref="ResultNotReadException">It was done; but the reply with the old item was lost.</exception>
    /// <exception cref="WriteException">A sealed property has a value, the item is larger than 400 KB, or the entity has unique values, counts or an audit trail.</exception>
    /// <inheritdoc cref="PutAsync"/>
    public async Task<T?> PutReturningOldAsync(T entity, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        (T?)await Operations.Of(Start("put"), _executor.Scope, Writer.PutReturningOldAsync(entity, when, cancellationToken)).ConfigureAwait(false);

    /// <summary>Deletes the item with the entity's key as <see cref="DeleteAsync"/> does, and gives back what it was.</summary>
    /// <param name="entity">Only the properties of its key matter, and its version where it has one.</param>
    /// <param name="when">A condition on the item.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity that was deleted; null when there was none.</returns>
    /// <exception cref="ResultNotReadException">The reply of an attempt was lost, and then there was no item: it may have deleted one.</exception>
    /// <exception cref="WriteException">The entity has unique values, counts or an audit trail.</exception>
    /// <inheritdoc cref="DeleteAsync"/>
    public async Task<T?> DeleteReturningOldAsync(T entity, Expression<Func<T, bool>>? when = null, CancellationToken cancellationToken = default) =>
        (T?)await Operations.Of(Start("delete"), _executor.Scope, Writer.DeleteReturningOldAsync(entity, when, cancellationToken)).ConfigureAwait(false);

    /// <summary>
    /// Changes an item of an entity with a version so that no change of others is lost: the smallest update from <paramref name="current"/> to what
    /// <paramref name="change"/> makes of it; when somebody was faster, <paramref name="change"/> is called again with the item as it is, which the failure brings.
    /// </summary>
    /// <param name="current">The entity as it was read.</param>
    /// <param name="change">Makes the new value of the one that it is given: a merge. It may be called several times, and must have no effects of its own.</param>
    /// <param name="when">A further condition on the item; that it fails is not tried again.</param>
    /// <param name="maxAttempts">How often to try at most; from the third attempt on after a pause with full jitter.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses and the requests.</param>
    /// <returns>The entity after the update.</returns>
    /// <exception cref="VersionConflictException">Others were faster in each attempt.</exception>
    /// <exception cref="ItemNotFoundException">There is no such item.</exception>
    /// <exception cref="ConditionFailedException">The item does not satisfy the condition.</exception>
    /// <exception cref="WriteException">The entity has no version, or a property of the key, or a sealed one, differs.</exception>
    /// <exception cref="EntityValidationException">Values of the changed entity are not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxAttempts"/> is not positive.</exception>
    public async Task<T> ModifyAsync(
        T current, Func<T, T> change, Expression<Func<T, bool>>? when = null, int maxAttempts = Backoff.MaxAttempts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxAttempts);
        return (T)await Operations.Of(Start("modify"), _executor.Scope, Writer.ModifyAsync(current, entity => change((T)entity), when, maxAttempts, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Gives an item another key, which no update can: <c>MoveAsync(member, member with { ClubId = "c2" })</c>. One transaction deletes it where it was, while
    /// it is as it was read, and creates it where it shall be; other properties may change with it. What the model promises comes along: guards of unique values
    /// get the new owner, counts change from one parent to the other, and the audit trail of the new key tells <see cref="AuditEntry.MovedFrom"/>.
    /// </summary>
    /// <remarks>
    /// The item is read first (one consistent GetItem), and keeps what the model does not know, and its time of creation; its version is raised. Without a
    /// version the condition compares every attribute. Children are the entities whose keys begin with that of the item, as <c>HasMany</c>, <c>HasTree</c> and
    /// <c>Counts</c> declare them: one consistent Query for each of their types, which ends with the first item where they are not included. What only refers
    /// to the item by other properties is not changed. A child that is created between its Query and the transaction is noticed only where the entity counts it.
    /// </remarks>
    /// <param name="loaded">The entity as it was read.</param>
    /// <param name="after">The entity as it shall be, with another key in the same table and tenant.</param>
    /// <param name="includeChildren">Whether children, and theirs, move too. Otherwise a move of an item that has some is refused.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses and the requests; the transaction may have happened all the same.</param>
    /// <returns>The entity at its new key.</returns>
    /// <exception cref="ItemNotFoundException">There is no such item, or no such parent that would count it.</exception>
    /// <exception cref="VersionConflictException">The item has another version.</exception>
    /// <exception cref="ConditionFailedException">The item was changed since it was read.</exception>
    /// <exception cref="ItemExistsException">There is an item with the new key.</exception>
    /// <exception cref="UniqueViolationException">Another item has a value that must be unique.</exception>
    /// <exception cref="CounterLimitException">The new parent counts as many as are allowed.</exception>
    /// <exception cref="UnknownOutcomeException">It may have been done or not, because replies were lost.</exception>
    /// <exception cref="WriteException">
    /// Both have one key (<c>STL3174</c>), there are children that are not included (<c>STL3175</c>), the whole takes more than 100 actions (<c>STL3176</c>), the
    /// item counts others that would stay (<c>STL3177</c>), children cannot be found by its key alone (<c>STL3178</c>), or a sealed property differs. Nothing
    /// was written.
    /// </exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or an entity has another one.</exception>
    public async Task<T> MoveAsync(T loaded, T after, bool includeChildren = false, CancellationToken cancellationToken = default) =>
        (T)await Operations.Of(Start("move"), _executor.Scope, Writer.MoveAsync(loaded, after, includeChildren, cancellationToken)).ConfigureAwait(false);

    /// <summary>
    /// Writes any number of entities as <see cref="PutAsync"/> does, without conditions: 25 in a BatchWriteItem. What DynamoDB leaves unwritten is sent
    /// again after a pause. It is no transaction: an error may leave a part written. <see cref="TableContext.Batch"/> takes several entity types.
    /// </summary>
    /// <param name="entities">The entities; each key once.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses and the requests.</param>
    /// <exception cref="BatchIncompleteException">Ten requests in a row wrote nothing; the error has the entities.</exception>
    /// <exception cref="WriteException">Two entities have one key, or an item is larger than 400 KB. Nothing was sent.</exception>
    /// <exception cref="EntityValidationException">Some entities are not valid; it lists what of all of them. Nothing was sent.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key. Nothing was sent.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or an entity has another one. Nothing was sent.</exception>
    public Task BatchPutAsync(IEnumerable<T> entities, CancellationToken cancellationToken = default) =>
        BatchAsync(entities, (batch, entity) => batch.Put(_entity, entity), cancellationToken);

    /// <summary>Deletes any number of entities by their keys, 25 in a BatchWriteItem; otherwise as <see cref="BatchPutAsync"/>.</summary>
    /// <param name="entities">The entities, of which only the key matters; each key once. Items that do not exist are no error.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses and the requests.</param>
    /// <inheritdoc cref="BatchPutAsync"/>
    public Task BatchDeleteAsync(IEnumerable<T> entities, CancellationToken cancellationToken = default) =>
        BatchAsync(entities, (batch, entity) => batch.Delete(_entity, entity), cancellationToken);

    private async Task BatchAsync(IEnumerable<T> entities, Action<BatchWriter, T> add, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entities);
        _executor.Scope.RequireTenant(_entity);
        using var batch = new BatchWriter(_executor.Scope, entities.TryGetNonEnumeratedCount(out var count) ? count : 0);
        foreach (var entity in entities)
        {
            ArgumentNullException.ThrowIfNull(entity, nameof(entities));
            add(batch, entity);
        }

        await batch.SendAsync(null, cancellationToken).ConfigureAwait(false);
    }
}
