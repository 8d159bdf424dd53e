using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Writing.Bulk;

namespace SingleTable.Linq;

/// <summary>
/// Writes to all items of a query: a partition, a range of one, an index, or with <c>AllowScan()</c> the table. Pages are read,
/// and each item is written by itself, on the condition that it satisfies the query still. It is no transaction: others see a part of it done.
/// </summary>
public static class BulkWriteExtensions
{
    /// <summary>
    /// Changes every item of a query once, with an UpdateItem for each (a transaction where the model promises something of the entity); also when it is stopped and
    /// goes on from a token, when a reply is lost, and when the change itself moves items ahead in the index that is read.
    /// </summary>
    /// <remarks>
    /// Each item keeps the operation's id in a hidden attribute (<c>_bulk</c>), by which it is known again. It is lost when another operation on many items, or a put,
    /// writes the item: go on from a token before you begin another one on the same items. The update may give other values when it goes on, such as the present time.
    /// </remarks>
    /// <param name="source">The items: only <c>Where</c>, and how to read (<c>UsingIndex</c>, <c>ConsistentRead</c>, <c>AllowScan</c>, <c>WithBudget</c>).</param>
    /// <param name="update">What to do with each, for example <c>u => u.Set(p => p.Status, ProjectStatus.Archived)</c>.</param>
    /// <param name="options">Bounds, progress, and where to go on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many items were changed and skipped, and where to go on when they were limited.</returns>
    /// <exception cref="BulkIncompleteException">It was cancelled, or an error stopped it half-way.</exception>
    /// <exception cref="WriteException">The query or the update cannot be done so. Nothing was written.</exception>
    /// <exception cref="EntityValidationException">A value that the update sets is not valid. Nothing was sent.</exception>
    /// <exception cref="QueryTranslationException">The query cannot be read. Nothing was sent.</exception>
    /// <exception cref="InvalidPageTokenException">The token is not of this query, update and tenant. Nothing was sent.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant. Nothing was sent.</exception>
    public static async Task<BulkResult> UpdateAllAsync<T>(
        this IQueryable<T> source, Func<UpdateBuilder<T>, UpdateBuilder<T>> update, BulkOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        var (scope, tree) = AsyncWriteExtensions.Source(source, nameof(UpdateAllAsync));
        var operations = UpdateBuilder<T>.Read(update);
        return await Operations.Of(
            Operations.Start(scope, "update all", typeof(T).Name), scope, BulkWriter.RunAsync(scope, tree, operations, options, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes every item of a query, with a DeleteItem for each, or 25 in a BatchWriteItem where the query asks nothing but keys and the model promises nothing of the
    /// entity. Then what others delete meanwhile counts as changed too.
    /// </summary>
    /// <param name="source">As for <see cref="UpdateAllAsync"/>.</param>
    /// <param name="options">Bounds, progress, and where to go on. What was deleted without an answer when a call was stopped, no call counts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <inheritdoc cref="UpdateAllAsync"/>
    public static async Task<BulkResult> DeleteAllAsync<T>(
        this IQueryable<T> source, BulkOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        var (scope, tree) = AsyncWriteExtensions.Source(source, nameof(DeleteAllAsync));
        return await Operations.Of(
            Operations.Start(scope, "delete all", typeof(T).Name), scope, BulkWriter.RunAsync(scope, tree, null, options, cancellationToken)).ConfigureAwait(false);
    }
}
