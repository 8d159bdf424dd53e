using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq;

/// <summary>
/// Collects keys of any of the table's entities, and reads them 100 in a BatchGetItem. Made by <see cref="TableContext.BatchGet"/>. Not safe for
/// several threads.
/// </summary>
public sealed class BatchGetBuilder
{
    private readonly ExecutionScope _scope;
    private readonly TableRuntime _runtime;
    private readonly BatchReads _reads;
    private bool _isConsistent;

    internal BatchGetBuilder(ExecutionScope scope, TableRuntime runtime) => (_scope, _runtime, _reads) = (scope, runtime, new BatchReads(scope, runtime));

    /// <summary>Adds the item of a key.</summary>
    /// <param name="keyValues">The values of the key's slots in the order of the key's templates, as for <see cref="EntitySet{T}.FindAsync(object?[])"/>.</param>
    /// <exception cref="ArgumentException">The number or the types of the values are not those of the key.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    public BatchGetBuilder Find<T>(params object?[] keyValues)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(keyValues);
        _reads.Add(Entity(typeof(T)), keyValues);
        return this;
    }

    /// <summary>Adds the items of entities, for example as they were read before.</summary>
    /// <param name="entities">The entities, of which only the key matters; null is skipped.</param>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="TenantScopeException">An entity has another tenant.</exception>
    public BatchGetBuilder Refresh<T>(params IEnumerable<T?> entities)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entities);
        var entity = Entity(typeof(T));
        foreach (var source in entities)
        {
            if (source is not null)
            {
                _reads.Add(entity, EntityValues.KeyOf(_scope, entity, source));
            }
        }

        return this;
    }

    /// <summary>Reads what was written last. Costs twice the read capacity.</summary>
    public BatchGetBuilder ConsistentRead()
    {
        _isConsistent = true;
        return this;
    }

    /// <summary>
    /// Reads all of it: each key once, 100 keys a request, <see cref="TableOptions.MaxParallelRequests"/> requests at once. What DynamoDB leaves
    /// unprocessed joins the next request after a pause, until ten requests in a row read nothing.
    /// </summary>
    /// <param name="progress">Told after each request.</param>
    /// <param name="cancellationToken">Ends the wait, the pauses and the requests.</param>
    /// <returns>What was found, and the keys that were not.</returns>
    /// <exception cref="BatchIncompleteException">DynamoDB would not read some keys; the error has exactly which.</exception>
    public Task<BatchGetResult> ReadAsync(IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _reads.ReadAsync(_isConsistent, progress, cancellationToken);

    private EntityModel Entity(Type type) => _runtime.Model.Find(type) ?? throw TranslationErrors.UnknownEntity(type, _runtime.Model);
}
