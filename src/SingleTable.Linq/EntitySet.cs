using System.Collections;
using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq;

/// <summary>The entities of one type in a table: where queries start and items are written.</summary>
/// <typeparam name="T">The entity type.</typeparam>
/// <remarks>It is an <see cref="IQueryable{T}"/> only; <see cref="AsyncQueryExtensions.AsAsyncEnumerable{T}(IQueryable{T})"/> is the door to a stream.</remarks>
public sealed partial class EntitySet<T> : IQueryable<T>, IEntityQuery, IEntityRoot
    where T : class
{
    private readonly EntityModel<T> _entity;
    private readonly TableRuntime _runtime;
    private readonly QueryExecutor _executor;
    private readonly EntityQueryProvider _provider;

    internal EntitySet(EntityModel<T> entity, TableRuntime runtime, QueryExecutor executor, EntityQueryProvider provider)
    {
        (_entity, _runtime, _executor, _provider) = (entity, runtime, executor, provider);
        Expression = System.Linq.Expressions.Expression.Constant(this, typeof(IQueryable<T>));
    }

    /// <inheritdoc/>
    public Type ElementType => typeof(T);

    /// <inheritdoc/>
    public Expression Expression { get; }

    /// <inheritdoc/>
    public IQueryProvider Provider => _provider;

    /// <summary>
    /// The entities that satisfy a predicate: what <see cref="Queryable.Where{T}(IQueryable{T}, Expression{Func{T, bool}})"/> gives, without the search for that method
    /// which is a good part of its cost.
    /// </summary>
    /// <param name="predicate">The predicate.</param>
    /// <exception cref="ArgumentNullException">There is no predicate.</exception>
    public IQueryable<T> Where(Expression<Func<T, bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new EntityQueryable<T>(_provider, System.Linq.Expressions.Expression.Call(
            QueryMethods<T>.Where, Expression, System.Linq.Expressions.Expression.Quote(predicate)));
    }

    IQueryExecutor IEntityQuery.Executor => _executor;

    Type IEntityRoot.EntityType => typeof(T);

    /// <summary>Reads one entity by its key with one GetItem: no expression tree is built.</summary>
    /// <param name="keyValues">The values of the key's slots in the order of the key's templates; the tenant comes from the scope.</param>
    /// <returns>The entity, or null when there is none.</returns>
    /// <exception cref="ArgumentException">The number or the types of the values are not those of the key.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    public Task<T?> FindAsync(params object?[] keyValues) =>
        // FindAsync(id, token) binds here too, as it would in other libraries.
        keyValues is [.. var values, CancellationToken token] ? FindAsync(values, token) : FindAsync(keyValues, default(CancellationToken));

    /// <summary>Reads one entity by its key with one GetItem: no expression tree is built.</summary>
    /// <param name="keyValues">The values of the key's slots in the order of the key's templates; the tenant comes from the scope.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <inheritdoc cref="FindAsync(object?[])"/>
    public Task<T?> FindAsync(object?[] keyValues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyValues);
        return _executor.FindAsync<T>(_runtime.FindPlan(_entity), keyValues, cancellationToken);
    }

    /// <summary>Not possible: it would block a thread on network requests.</summary>
    IEnumerator<T> IEnumerable<T>.GetEnumerator() =>
        throw QueryingErrors.Synchronous("Enumerating a query synchronously (foreach, ToList)", "await foreach (var x in query.AsAsyncEnumerable()), or ToListAsync()");

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>The entity's name and keys.</summary>
    public override string ToString() => $"{_entity.Name} in {_entity.Table.Name}: {_entity.Key.Partition.Shape} / {_entity.Key.Sort!.Shape}";
}
