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
    /// Creates the table unless it exists, switches its time to live on where the model has one, and waits until it is active. An existing table is
    /// left as it is.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether this call created the table.</returns>
    public Task<bool> EnsureTableAsync(CancellationToken cancellationToken = default) =>
        TableCreation.EnsureAsync(Options.Client, _runtime.Model, Options.TimeProvider, cancellationToken);
}
