using System.Linq.Expressions;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq;

/// <summary>A partition of the table, to be read whole. Made by <see cref="TableContext.Partition{T}"/>.</summary>
public sealed class PartitionQuery
{
    private readonly QueryExecutor _executor;
    private readonly Expression _partition;

    internal PartitionQuery(QueryExecutor executor, Expression partition) => (_executor, _partition) = (executor, partition);

    /// <summary>Reads every item of the partition with one Query, page after page. Items of types that the model does not know are left out.</summary>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    /// <exception cref="QueryTranslationException">The condition does not fix the partition key, or says more than that.</exception>
    /// <exception cref="BudgetExceededException">The partition holds more items than <see cref="TableOptions.MaxMaterializedItems"/>.</exception>
    public Task<ItemCollection> ReadAsync(CancellationToken cancellationToken = default) => _executor.PartitionAsync(_partition, cancellationToken);

    /// <summary>The request that <see cref="ReadAsync"/> sends, without sending it.</summary>
    public string Explain() => _executor.ExplainPartition(_partition);

    /// <inheritdoc cref="Explain"/>
    public override string ToString() => Explain();
}

/// <summary>All items of one partition, by their types.</summary>
public sealed class ItemCollection
{
    private readonly IReadOnlyDictionary<Type, IReadOnlyList<object>> _items;

    internal ItemCollection(IReadOnlyDictionary<Type, IReadOnlyList<object>> items) => _items = items;

    /// <summary>How many items there are, of all types.</summary>
    public int Count => _items.Values.Sum(i => i.Count);

    /// <summary>The items of one type in the order of the sort key; none where the partition has none.</summary>
    /// <typeparam name="T">An entity type that lives in partitions of this kind.</typeparam>
    /// <exception cref="QueryTranslationException">The type does not live in partitions of this kind.</exception>
    public IReadOnlyList<T> Of<T>()
        where T : class => _items.FirstOrDefault(i => i.Key.IsAssignableFrom(typeof(T))).Value is { } items
            ? [.. items.OfType<T>()]
            : throw ExecutionErrors.NotInPartition(typeof(T), _items.Keys);
}
