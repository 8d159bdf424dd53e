using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq;

public abstract partial class TableContext
{
    /// <summary>What the model says about the table: names, keys, indexes, item collections, entities. Print it to see all of it.</summary>
    public TableSchema Model => _runtime.Model.Schema;

    /// <summary>The request that creates this table with its indexes, all attributes projected, billed per request.</summary>
    public CreateTableRequest CreateTableRequest() => TableCreation.Request(_runtime.Model);

    /// <summary>
    /// Creates the table unless it exists, switches its time to live on where the model has one, and waits until it can be used. An existing table is
    /// left as it is; one that is being deleted is waited for, and created again.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether this call created the table.</returns>
    /// <exception cref="SingleTableException">The table is archived, or DynamoDB has no access to its encryption key (<c>STL5111</c>).</exception>
    public Task<bool> EnsureTableAsync(CancellationToken cancellationToken = default) =>
        TableCreation.EnsureAsync(Options.Client, _runtime.Model, Options.TimeProvider, cancellationToken);

    /// <summary>
    /// Compares the live table with the model: keys, types of key attributes, indexes and their keys, projections and states, time to live, billing, and what the table
    /// has beyond the model. Reads only (DescribeTable, DescribeTimeToLive).
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>All differences. A missing table is one of them.</returns>
    public Task<TableDrift> CheckTableAsync(CancellationToken cancellationToken = default) =>
        TableComparison.ReadAsync(Options.Client, _runtime.Model, cancellationToken);

    /// <summary>
    /// Adds the global indexes of the model that the live table does not have (UpdateTable), one after the other, and waits until each is filled, which may take
    /// hours for a large table. On a table of provisioned capacity each gets as much as the table has. Items that were written without the attributes of its key
    /// come on it when they are written again.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; an index that is being made is made nevertheless.</param>
    /// <returns>The names of the indexes that this call created.</returns>
    /// <exception cref="Amazon.DynamoDBv2.Model.ResourceNotFoundException">There is no such table.</exception>
    public Task<IReadOnlyList<string>> CreateMissingIndexesAsync(CancellationToken cancellationToken = default) =>
        IndexCreation.RunAsync(Options.Client, _runtime.Model, Options.TimeProvider, cancellationToken);

    /// <summary>Compares a description of the table that is known already with the model, as <see cref="CheckTableAsync"/> does; nothing is sent.</summary>
    /// <param name="table">What DescribeTable said, or the same in substance.</param>
    /// <param name="timeToLive">What DescribeTimeToLive said; null leaves time to live out of the comparison.</param>
    /// <returns>All differences.</returns>
    public TableDrift CompareTable(TableDescription table, TimeToLiveDescription? timeToLive = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableComparison.Of(_runtime.Model, table, timeToLive);
    }
}
