using System.Linq.Expressions;
using System.Numerics;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

public sealed partial class EntityBuilder<T>
{
    /// <summary>Puts the entity on a secondary index. An item is left out of the index while one of the nullable properties of its keys is null.</summary>
    /// <param name="index">The name of an index that the table declares.</param>
    /// <param name="partitionKey">How the index's partition key is made.</param>
    /// <param name="sortKey">How the index's sort key is made; null for an index without one.</param>
    public EntityBuilder<T> HasIndex(string index, Expression<Func<T, string>> partitionKey, Expression<Func<T, string>>? sortKey = null)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        return AddIndex(index, partitionKey, sortKey);
    }

    /// <summary>Puts the entity on a secondary index whose sort key is a number.</summary>
    /// <param name="index">The name of an index that the table declares with <see cref="TableModelBuilder.HasNumericIndex"/>.</param>
    /// <param name="partitionKey">How the index's partition key is made.</param>
    /// <param name="sortKey">The numeric property, for example <c>p => p.Score</c>.</param>
    public EntityBuilder<T> HasIndex<TNumber>(string index, Expression<Func<T, string>> partitionKey, Expression<Func<T, TNumber>> sortKey)
        where TNumber : struct, INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        return AddIndex(index, partitionKey, sortKey);
    }

    /// <summary>
    /// Says by which properties the entity is on an index whose keys are properties. It is on the index anyway, because it stores the attributes; said here,
    /// that is checked when the model is made.
    /// </summary>
    /// <param name="index">The name of an index that the table declares with <see cref="TableModelBuilder.HasIndex(string, Func{IndexKeyBuilder, IndexKeyBuilder}, IndexProjection)"/>.</param>
    /// <param name="partitionKey">The properties of the partition key, for example <c>x => new { x.TenantId, x.Region }</c>.</param>
    /// <param name="sortKey">The properties of the sort key in their order, for example <c>x => new { x.Status, x.CreatedAt }</c>.</param>
    public EntityBuilder<T> HasIndex<TPartition, TSort>(string index, Expression<Func<T, TPartition>> partitionKey, Expression<Func<T, TSort>> sortKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(sortKey);
        return AddIndex(index, partitionKey, sortKey);
    }

    /// <summary>Puts the entity on a local secondary index: in its partition of the table, by another sort key.</summary>
    /// <param name="index">The name of an index that the table declares with <see cref="TableModelBuilder.HasLocalIndex"/>.</param>
    /// <param name="sortKey">How the index's sort key is made. An item is left out of the index while one of its nullable properties is null.</param>
    public EntityBuilder<T> HasLocalIndex(string index, Expression<Func<T, string>> sortKey)
    {
        ArgumentNullException.ThrowIfNull(sortKey);
        return AddIndex(index, null, sortKey);
    }

    /// <summary>
    /// Keeps an item off an index unless it satisfies a predicate, so that the index holds, and costs, only these: <c>e.HasIndexFilter("Open", o => o.Status == OrderStatus.Open)</c>.
    /// Every write recomputes it; an update that changes what it looks at needs the values of the index's keys. A query goes there only with <c>UsingIndex</c>, and
    /// finds what is on it.
    /// </summary>
    /// <param name="index">An index that the entity is put on with <c>HasIndex</c> or <see cref="HasLocalIndex"/>.</param>
    /// <param name="predicate">A comparison of stored properties with constants. It decides by the item alone, and throws for no item.</param>
    public EntityBuilder<T> HasIndexFilter(string index, Expression<Func<T, bool>> predicate)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(index);
        ArgumentNullException.ThrowIfNull(predicate);
        if (!_definition.IndexFilters.TryAdd(index, predicate))
        {
            _definition.Problems.Add($"{_definition.Name}: HasIndexFilter(\"{index}\") is called twice. Join the predicates with && in one call.");
        }

        return this;
    }

    /// <summary>
    /// What updates of this entity do when they need values that they do not know. Without this call they are refused. A single update says otherwise with
    /// <see cref="UpdateBuilder{T}.OnMissingValues"/>.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <exception cref="ArgumentOutOfRangeException">The policy is none of the enumeration.</exception>
    public EntityBuilder<T> OnMissingValues(MissingValues policy)
    {
        _definition.OnMissing = Enum.IsDefined(policy) ? policy : throw new ArgumentOutOfRangeException(nameof(policy), policy, null);
        return this;
    }

    private EntityBuilder<T> AddIndex(string index, LambdaExpression? partitionKey, LambdaExpression? sortKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(index);
        if (!_definition.IndexKeys.TryAdd(index, new KeyDefinition(partitionKey, sortKey)))
        {
            _definition.Problems.Add($"{_definition.Name}: HasIndex(\"{index}\") is called twice. "
                + "An item has one place on an index: keep one call, or declare a second index.");
        }

        return this;
    }
}
