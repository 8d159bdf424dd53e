using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq;

/// <summary>
/// Collects up to 100 keys of any of the table's entities, and reads all their items as they were at one moment, with one TransactGetItems. Made by
/// <see cref="TableContext.TransactGet"/>. It costs twice what consistent reads of the items cost. Not safe for several threads.
/// </summary>
public sealed class TransactGetBuilder
{
    private readonly ExecutionScope _scope;
    private readonly TableRuntime _runtime;
    private readonly TransactReads _reads;

    internal TransactGetBuilder(ExecutionScope scope, TableRuntime runtime) => (_scope, _runtime, _reads) = (scope, runtime, new TransactReads(scope));

    /// <summary>Adds the item of a key.</summary>
    /// <param name="keyValues">The values of the key's slots in the order of the key's templates, as for <see cref="EntitySet{T}.FindAsync(object?[])"/>.</param>
    /// <exception cref="ArgumentException">The number or the types of the values are not those of the key.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant.</exception>
    public TransactGetBuilder Find<T>(params object?[] keyValues)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(keyValues);
        return Add(Entity(typeof(T)), keyValues);
    }

    /// <summary>Adds the items of entities, for example as they were read before.</summary>
    /// <param name="entities">The entities, of which only the key matters; null is skipped.</param>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">An entity has another tenant.</exception>
    public TransactGetBuilder Refresh<T>(params IEnumerable<T?> entities)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entities);
        var entity = Entity(typeof(T));
        foreach (var source in entities)
        {
            if (source is not null)
            {
                Add(entity, EntityValues.KeyOf(_scope, entity, source));
            }
        }

        return this;
    }

    /// <summary>Adds the item that a query names; it may be of another context that has the same client, with its own table and tenant.</summary>
    /// <param name="item">A query whose <c>Where</c> fixes the whole key and asks for nothing else.</param>
    /// <exception cref="QueryTranslationException">The query does not name one item, says more than its key, or is of another client.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">The query's context has no tenant.</exception>
    public TransactGetBuilder Add<T>(IQueryable<T> item)
        where T : class
    {
        var query = EntityQueryableExtensions.Query(item, nameof(Add));
        var executor = query.Executor as QueryExecutor ?? throw QueryingErrors.ForeignQuery(nameof(Add));
        var bound = executor.Bind(query.Expression);
        if (!ReferenceEquals(executor.Scope.Transport, _scope.Transport))
        {
            throw ExecutionErrors.OtherClient(bound.Plan.Entity);
        }

        _reads.Add(AskedKey.Of(bound), executor.Scope);
        return this;
    }

    /// <summary>
    /// Reads all of it with one request; nothing is sent when there are no keys. An item that is asked for twice is read once, and comes at both places.
    /// A transaction that is cancelled only by conflicts with writers or by throttling is sent again after a pause, up to 10 times in about 15 seconds.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, the pauses and the request.</param>
    /// <returns>What was found, in the order in which it was asked for, and the keys that were not.</returns>
    /// <exception cref="QueryTranslationException">There are more than 100 different keys. Nothing was sent.</exception>
    /// <exception cref="TransactionFailedException">DynamoDB cancelled the transaction; it says which items were in conflict.</exception>
    public Task<BatchGetResult> ReadAsync(CancellationToken cancellationToken = default) => _reads.ReadAsync(cancellationToken);

    private TransactGetBuilder Add(EntityModel entity, object?[] keyValues)
    {
        _reads.Add(AskedKey.Of(_scope, _runtime, entity, keyValues), _scope);
        return this;
    }

    private EntityModel Entity(Type type) => _runtime.Model.Find(type) ?? throw TranslationErrors.UnknownEntity(type, _runtime.Model);
}
