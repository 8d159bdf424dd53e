using System.Globalization;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Execution;

internal static class ExecutionErrors
{
    public static TenantScopeException NoTenant(EntityModel entity) =>
        new("STL2101", $"{entity.Name} belongs to a tenant, and this context has none. Make the context with options.ForTenant(tenant).")
        {
            Entity = entity.Name,
        };

    public static KeyMismatchException KeyMismatch(EntityModel entity) =>
        new($"An item of {entity.Name} was read whose key is not the one that its {string.Join(", ", entity.Key.Slots.Select(s => s.Name))} make: it was written "
            + "by other means or damaged. Repair it, or set TableOptions.KeyCheck to Warn or Off for a table that others write to.") { Entity = entity.Name };

    public static SingleTableException RepeatedKey(EntityModel entity, string operation) =>
        new("STL4101", $"The service answered two pages of {entity.Name} with one LastEvaluatedKey, so reading would never end. Read again; if it stays so, the service or what stands before it is at fault.")
        {
            Entity = entity.Name,
            Operation = operation,
        };

    public static OperationTimeoutException TimedOut(string? entity, Wire.DynamoOperation? operation, TimeSpan most, Exception? e) =>
        new($"The operation{(entity is null ? "" : $" on {entity}")} did not end within {most.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s, "
            + $"and was ended{(operation is null ? "" : $" at a {operation}")}. Ask for less at once, or raise TableOptions.OperationTimeout.", e)
        {
            Entity = entity,
            Operation = operation?.ToString(),
            Timeout = most,
        };

    public static SingleTableException Unprocessed(EntityModel entity, int left, int keys) =>
        new("STL4103", $"The service left {left} of {keys} keys of {entity.Name} unprocessed in {Backoff.MaxAttempts} attempts: it is throttled. Ask for fewer at "
            + "once, or raise the table's capacity.") { Entity = entity.Name, Operation = "BatchGetItem" };

    public static BatchIncompleteException BatchGetIncomplete(IReadOnlyList<BatchKey> left, int keys, OperationTimeoutException? cause) =>
        new("STL3006", (cause is null
                ? $"The service left {left.Count} of {keys} keys unprocessed in {Backoff.MaxAttempts} attempts: it is throttled."
                : $"{left.Count} of {keys} keys were not read when the operation's time was up.")
            + " Ask for what Leftover holds again later.", cause)
        {
            Leftover = left,
            Operation = "BatchGetItem",
        };

    public static QueryTranslationException TooManyKeys(int count, int most) =>
        new("STL3170", $"The transaction reads {count} items, and DynamoDB allows {most}. Split it; BatchGet takes any number, without one view of them all.")
        {
            Operation = "TransactGetItems",
        };

    public static QueryTranslationException NotOneKey(EntityModel entity) =>
        new("STL3171", $"A transaction reads items by their keys, and the query of {entity.Name} does not name exactly one with Where, or says more than that (a condition, a Select, "
            + "an Include). Fix each property of the key with ==, and check the rest on the result.") { Entity = entity.Name, Operation = "TransactGetItems" };

    public static QueryTranslationException OtherClient(EntityModel entity) =>
        new("STL3172", $"The query of {entity.Name} is of a context with another client than the transaction's, and one request goes to one service. Make both with the same client.")
        {
            Entity = entity.Name,
            Operation = "TransactGetItems",
        };

    public static TransactionFailedException ReadCancelled(IReadOnlyList<TransactionFailure> failures, Amazon.DynamoDBv2.Model.TransactionCanceledException e) =>
        new($"The transaction read nothing. {string.Join("; ", failures.Select(f => $"{f.Action} of {f.Entity} (action {f.Index}): {f.Code}"))}.", failures, e)
        {
            Entity = failures.Count > 0 ? failures[0].Entity : null,
            Operation = "TransactGetItems",
            RequestId = e.RequestId,
        };

    public static QueryTranslationException TooManyPartitions(EntityModel entity, PropertyModel property, int count, int most) =>
        new("STL1206", $"The query names {count} values of {property.Name}, each of which is a partition and a Query of its own; at most {most} are read at once. "
            + "Query them in groups.") { Entity = entity.Name, Property = property.Name };

    public static QueryTranslationException TooManyPartitions(NavigationModel navigation, int count, int most) =>
        new("STL1212", $"Include of {navigation.Parent.Name}.{navigation.Name} would read {count} partitions, each of which is a Query of its own; at most {most} are read "
            + "at once. Read the results in pages (ToPageAsync), or with Take.") { Entity = navigation.Parent.Name, Property = navigation.Name };

    public static QueryTranslationException NotInPartition(Type type, IEnumerable<Type> known) =>
        new("STL1210", $"{type.Name} does not live in this partition (its items are: {string.Join(", ", known.Select(t => t.Name))}). Ask for one of these.")
        {
            Entity = type.Name,
        };

    public static InvalidOperationException NoElements(EntityModel entity) =>
        new($"The query of {entity.Name} has no result. Use the OrDefault form if that is possible.");

    public static InvalidOperationException SeveralElements(EntityModel entity) =>
        new($"The query of {entity.Name} has more than one result. Use First, or a condition that only one item satisfies.");

    public static ArgumentException FindValues(string method, EntityModel entity, IReadOnlyList<PropertyModel> slots, string reason) =>
        new($"{method} of {entity.Name} takes {string.Join(", ", slots.Select(s => $"{s.Name} ({s.ClrType.Name})"))}, in this order: {reason}", "keyValues");

    public static QueryTranslationException TooLong(EntityModel entity, string reason) =>
        new("STL1207", $"The condition on {entity.Name} {reason}. Give shorter lists, in several queries, or filter in memory behind InMemory(maxItems).")
        {
            Entity = entity.Name,
        };

    public static QueryTranslationException NegativeTake(EntityModel entity) =>
        new("STL1108", $"Take of {entity.Name} was given a negative number. Give zero or more.") { Entity = entity.Name };

    public static SingleTableException TableNeverActive(string table, string status) =>
        new("STL5111", $"Table {table} is {status}, which does not end by waiting. " + (status == "ARCHIVED"
            ? "Restore it from its backup, or name another table."
            : "Give DynamoDB access to its encryption key again, or name another table.")) { Operation = "DescribeTable" };
}
