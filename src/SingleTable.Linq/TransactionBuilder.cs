using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq;

/// <summary>
/// Collects writes that happen together or not at all: one TransactWriteItems of at most 100 actions. Made by <see cref="TableContext.Transaction"/>.
/// </summary>
/// <remarks>
/// Each action is checked when it is added, and raises the same errors as its counterpart outside of a transaction (<see cref="WriteException"/>,
/// <see cref="KeyValueException"/>, <see cref="TenantScopeException"/>); but what is not valid is told by <see cref="CommitAsync"/>, of all entities at once, and what waits
/// for its generated values is checked there. Entities that are null are skipped. What another context shall write, another
/// tenant's too, is added by <see cref="With"/>. Not safe for several threads.
/// </remarks>
public sealed class TransactionBuilder
{
    private readonly ExecutionScope _scope;
    private readonly TransactionActions _actions;
    private readonly TransactionWriter _writer;

    internal TransactionBuilder(ExecutionScope scope)
        : this(scope, new TransactionActions(scope))
    {
    }

    private TransactionBuilder(ExecutionScope scope, TransactionActions actions) =>
        (_scope, _actions, _writer) = (scope, actions, new TransactionWriter(scope, actions));

    /// <summary>
    /// The same transaction for another context: its entities and queries are written in its table, and by its tenant, actor and clock. What is added to
    /// either of the two builders is committed together, by <see cref="CommitAsync"/> of any of them.
    /// </summary>
    /// <param name="context">A context with the same client: of another tenant, with another table, or of another type.</param>
    /// <returns>A builder that adds to this transaction.</returns>
    /// <exception cref="WriteException">The context has another client (<c>STL3173</c>).</exception>
    public TransactionBuilder With(TableContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _actions.IsOfSameClient(context.Scope)
            ? new TransactionBuilder(context.Scope, _actions)
            : throw WriteErrors.OtherClient(context.GetType().Name);
    }

    /// <summary>Adds a new item, which must not exist.</summary>
    /// <param name="entity">The entity, which stays as it is; null is skipped.</param>
    public TransactionBuilder Create<T>(T? entity)
        where T : class
    {
        if (entity is not null)
        {
            _writer.Create(typeof(T), entity);
        }

        return this;
    }

    /// <summary>Adds a new item, which must not exist.</summary>
    /// <param name="entity">The entity, which stays as it is; null is skipped.</param>
    /// <param name="created">
    /// The entity as it will be stored, with its generated values; null when <paramref name="entity"/> is, and <paramref name="entity"/> itself when it is not valid.
    /// </param>
    /// <exception cref="WriteException">Generators of the entity are awaited: use <see cref="CreateAsync{T}(T, CancellationToken)"/>.</exception>
    public TransactionBuilder Create<T>(T? entity, [System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(entity))] out T? created)
        where T : class
    {
        created = entity is null ? null : (T)_writer.CreateAndRead(typeof(T), entity);
        return this;
    }

    /// <summary>Adds a new item, which must not exist, when its generators have been awaited: for what <c>OnCreate</c> waits for, and the caller wants before the commit.</summary>
    /// <param name="entity">The entity, which stays as it is.</param>
    /// <param name="cancellationToken">Ends the wait for the generators; nothing is added then.</param>
    /// <returns>The entity as it will be stored, with its generated values; <paramref name="entity"/> itself when it is not valid.</returns>
    public async Task<T> CreateAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        return (T)await _writer.CreateAsync(typeof(T), entity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds a replacement of a whole item.</summary>
    /// <param name="entity">The entity, which stays as it is; null is skipped.</param>
    /// <param name="when">A condition on the item that is there; an item that is absent fails it.</param>
    public TransactionBuilder Put<T>(T? entity, Expression<Func<T, bool>>? when = null)
        where T : class
    {
        if (entity is not null)
        {
            _writer.Put(typeof(T), entity, when);
        }

        return this;
    }

    /// <summary>Adds an update of an item, which must exist.</summary>
    /// <param name="target">The item, named as for <see cref="AsyncWriteExtensions.UpdateAsync"/>.</param>
    /// <param name="update">What to do.</param>
    /// <param name="when">A further condition on the item.</param>
    // A query is an object too, and a lambda that names no property (u => u.Touch()) would fit an update of it.
    [OverloadResolutionPriority(1)]
    public TransactionBuilder Update<T>(
        IQueryable<T> target, Func<UpdateBuilder<T>, UpdateBuilder<T>> update, Expression<Func<T, bool>>? when = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        _writer.Update(Own(target, nameof(Update)), UpdateBuilder<T>.Read(update), when);
        return this;
    }

    /// <summary>Adds an update of an item that was read before: as <see cref="EntitySet{T}.UpdateAsync(T, Func{UpdateBuilder{T}, UpdateBuilder{T}}, Expression{Func{T, bool}}?, CancellationToken)"/>.</summary>
    /// <param name="current">The entity as it was read; null is skipped.</param>
    /// <param name="update">What to do.</param>
    /// <param name="when">A further condition on the item.</param>
    public TransactionBuilder Update<T>(T? current, Func<UpdateBuilder<T>, UpdateBuilder<T>> update, Expression<Func<T, bool>>? when = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        if (current is not null)
        {
            _writer.Update(typeof(T), current, UpdateBuilder<T>.Read(update), when);
        }

        return this;
    }

    /// <summary>Adds the smallest update that makes one value of an entity another: as EntitySet.UpdateAsync(before, after). Nothing is added when both are equal.</summary>
    /// <param name="before">The entity as it was read.</param>
    /// <param name="after">The entity as it shall be, with the same key.</param>
    /// <param name="when">A further condition on the item.</param>
    public TransactionBuilder Update<T>(T before, T after, Expression<Func<T, bool>>? when = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        _writer.Update(typeof(T), before, after, when);
        return this;
    }

    /// <summary>
    /// Adds the deletion of an item, whether it exists or not; of an entity with <see cref="EntityBuilder{T}.HasSoftDelete"/> an update, for which it must
    /// exist and not be deleted yet.
    /// </summary>
    /// <param name="entity">Only the properties of its key matter; null is skipped.</param>
    /// <param name="when">A condition on the item; an item that is absent fails it.</param>
    public TransactionBuilder Delete<T>(T? entity, Expression<Func<T, bool>>? when = null)
        where T : class
    {
        if (entity is not null)
        {
            _writer.Delete(typeof(T), entity, when);
        }

        return this;
    }

    /// <summary>
    /// Adds the deletion of an item, whether it exists or not; of an entity with <see cref="EntityBuilder{T}.HasSoftDelete"/> an update, for which it must
    /// exist and not be deleted yet.
    /// </summary>
    /// <param name="target">The item, named as for <see cref="AsyncWriteExtensions.UpdateAsync"/>.</param>
    /// <param name="when">A condition on the item; an item that is absent fails it.</param>
    public TransactionBuilder Delete<T>(IQueryable<T> target, Expression<Func<T, bool>>? when = null)
        where T : class
    {
        _writer.Delete(Own(target, nameof(Delete)), when);
        return this;
    }

    /// <summary>Adds new items, which must not exist.</summary>
    /// <param name="entities">The entities; null is skipped.</param>
    public TransactionBuilder CreateRange<T>(IEnumerable<T?> entities)
        where T : class => Each(entities, entity => Create(entity));

    /// <summary>Adds replacements of whole items.</summary>
    /// <param name="entities">The entities; null is skipped.</param>
    public TransactionBuilder PutRange<T>(IEnumerable<T?> entities)
        where T : class => Each(entities, entity => Put(entity));

    /// <summary>Adds one update for each of several entities that were read before.</summary>
    /// <param name="entities">The entities; null is skipped.</param>
    /// <param name="update">What to do with each.</param>
    public TransactionBuilder UpdateRange<T>(IEnumerable<T?> entities, Func<T, UpdateBuilder<T>, UpdateBuilder<T>> update)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        return Each(entities, entity => Update(entity, u => update(entity!, u)));
    }

    /// <summary>Adds the deletions of items, whether they exist or not.</summary>
    /// <param name="entities">The entities, of which only the key matters; null is skipped.</param>
    public TransactionBuilder DeleteRange<T>(IEnumerable<T?> entities)
        where T : class => Each(entities, entity => Delete(entity));

    /// <summary>Adds a check that an item exists and satisfies a condition; it is not changed.</summary>
    /// <param name="target">The item, named as for <see cref="AsyncWriteExtensions.UpdateAsync"/>.</param>
    /// <param name="when">The condition.</param>
    public TransactionBuilder Check<T>(IQueryable<T> target, Expression<Func<T, bool>> when)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(when);
        _writer.Check(Own(target, nameof(Check)), when);
        return this;
    }

    /// <summary>
    /// Does all of it, or nothing. An empty transaction sends nothing. A builder commits once. A transaction that is cancelled only by conflicts with
    /// others or by throttling is sent again with the same token after a pause, up to 10 times in about 15 seconds.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait and the request; the transaction may have happened all the same.</param>
    /// <exception cref="TransactionFailedException">DynamoDB cancelled the transaction; it says which action failed and why.</exception>
    /// <exception cref="WriteException">There are more than 100 actions. Nothing was sent.</exception>
    /// <exception cref="EntityValidationException">Some entities are not valid; it lists what of all of them. Nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The builder was committed before.</exception>
    public Task CommitAsync(CancellationToken cancellationToken = default) => _actions.CommitAsync(cancellationToken);

    /// <summary>The request that <see cref="CommitAsync"/> would send, in one line; keys and values are shown.</summary>
    /// <exception cref="EntityValidationException">Some entities are not valid.</exception>
    public string Explain() => _actions.Describe(showValues: true);

    private TransactionBuilder Each<T>(IEnumerable<T?> entities, Action<T?> add)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entities);
        foreach (var entity in entities)
        {
            add(entity);
        }

        return this;
    }

    private Expression Own<T>(IQueryable<T> target, string method)
    {
        var (scope, tree) = AsyncWriteExtensions.Source(target, method);
        return scope.IsOfSameContext(_scope)
            ? tree
            : throw WriteErrors.ForeignContext(
                method, typeof(T).Name, "the transaction's. Use the entity sets of the context that made it, or name the other one by With(context)");
    }
}
