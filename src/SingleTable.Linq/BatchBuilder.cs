using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing;
using SingleTable.Linq.Writing.Batches;

namespace SingleTable.Linq;

/// <summary>
/// Collects any number of puts and deletes of any of the table's entities, and sends them 25 in a BatchWriteItem. Made by
/// <see cref="TableContext.Batch"/>.
/// </summary>
/// <remarks>
/// It is no transaction: each write succeeds or fails by itself, and an error may leave a part written. There are no conditions. Entities that are
/// null are skipped. Entities with unique constraints, counters or an audit trail are refused: what else they write needs a transaction. Not safe
/// for several threads.
/// </remarks>
public sealed class BatchBuilder
{
    private readonly ExecutionScope _scope;
    private readonly BatchWriter _writer;

    internal BatchBuilder(ExecutionScope scope) => (_scope, _writer) = (scope, new BatchWriter(scope));

    /// <summary>Adds a put: the item is replaced as a whole, or created, as by <see cref="EntitySet{T}.PutAsync"/>.</summary>
    /// <param name="entity">The entity, which stays as it is; null is skipped.</param>
    public BatchBuilder Put<T>(T? entity)
        where T : class
    {
        if (entity is not null)
        {
            _writer.Put(Entity(typeof(T)), entity);
        }

        return this;
    }

    /// <summary>Adds puts.</summary>
    /// <param name="entities">The entities; null is skipped.</param>
    public BatchBuilder PutRange<T>(IEnumerable<T?> entities)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entities);
        foreach (var entity in entities)
        {
            Put(entity);
        }

        return this;
    }

    /// <summary>Adds a deletion, whether the item exists or not.</summary>
    /// <param name="entity">Only the properties of its key matter; null is skipped.</param>
    public BatchBuilder Delete<T>(T? entity)
        where T : class
    {
        if (entity is not null)
        {
            _writer.Delete(Entity(typeof(T)), entity);
        }

        return this;
    }

    /// <summary>Adds a deletion, whether the item exists or not.</summary>
    /// <param name="target">The item: a query whose <c>Where</c> fixes its whole key and asks for nothing else.</param>
    public BatchBuilder Delete<T>(IQueryable<T> target)
        where T : class
    {
        var (scope, tree) = AsyncWriteExtensions.Target(target, nameof(Delete));
        if (!scope.IsOfSameContext(_scope))
        {
            throw WriteErrors.ForeignContext(nameof(Delete), typeof(T).Name, "the batch's. Use the entity sets of the context that made it");
        }

        _writer.Delete(target, tree);
        return this;
    }

    /// <summary>Adds deletions.</summary>
    /// <param name="entities">The entities, of which only the key matters; null is skipped.</param>
    public BatchBuilder DeleteRange<T>(IEnumerable<T?> entities)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entities);
        foreach (var entity in entities)
        {
            Delete(entity);
        }

        return this;
    }

    /// <summary>
    /// Sends all of it: 25 writes and at most 16 MB a request, <see cref="TableOptions.MaxParallelRequests"/> requests at once. What DynamoDB leaves
    /// unwritten joins the next request after a pause, until ten requests in a row wrote nothing.
    /// </summary>
    /// <param name="progress">Told after each request.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses and the requests; a part may be written then.</param>
    /// <exception cref="BatchIncompleteException">Something is not written; the error has exactly what.</exception>
    /// <exception cref="WriteException">
    /// Two writes are for one item, an item is larger than 400 KB, or an entity cannot be written in a batch. Nothing was sent.
    /// </exception>
    /// <exception cref="EntityValidationException">Some entities are not valid; it lists what of all of them. Nothing was sent.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key. Nothing was sent.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or an entity has another one. Nothing was sent.</exception>
    public Task SendAsync(IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _writer.SendAsync(progress, cancellationToken);

    private EntityModel Entity(Type type) => _scope.Table.Find(type) ?? throw TranslationErrors.UnknownEntity(type, _scope.Table);
}
