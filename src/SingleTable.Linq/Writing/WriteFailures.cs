using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>The texts of what DynamoDB refused, and of what became of a write that was sent. They never hold values.</summary>
internal static class WriteFailures
{
    public static SingleTableException Contended(EntityModel entity, WriteKind kind, int attempts, Exception e) =>
        new("STL3009", $"{kind} of {entity.Name}: others changed the item in each of {attempts} attempts. Nothing was written. Try again later.", e)
        {
            Entity = entity.Name,
            Operation = "TransactWriteItems",
        };

    public static ItemNotFoundException NotFound(EntityModel entity, WriteKind kind) =>
        new($"{kind} of {entity.Name}: there is no {entity.Name} with this key.", null) { Entity = entity.Name, Operation = "GetItem" };

    public static UnknownOutcomeException Unknown(WriteRequest request, string what, string? entity, Exception e) =>
        new($"{what} may have been done or not: it was sent, a reply was lost, and what came afterwards does not tell. "
            + "Read what it was to change before you send it again.", e)
        {
            Entity = entity, Operation = request.Operation.ToString(), RequestId = (e as Amazon.Runtime.AmazonServiceException)?.RequestId,
        };

    public static bool IsVersionConflict(WriteAction action, object? current) =>
        action is { Version: { } expected, Kind: not WriteKind.Create } && current is not null && Versions.Of(action.Entity, current) != expected;

    public static ResultNotReadException NotRead(EntityModel entity, Exception? e) =>
        new($"Update of {entity.Name} was done, and is not to be sent again; but "
            + (e is null ? "somebody deleted the item before its new state was read." : "its new state could not be read. Read the item."), e)
        {
            IsDeleted = e is null, Entity = entity.Name, Operation = "GetItem",
        };

    public static ResultNotReadException OldLost(WriteAction action, Exception? e) =>
        new($"{action.Kind} of {action.Entity.Name} was done, and is not to be sent again; but the reply with the item as it was before was lost.", e)
        {
            Entity = action.Entity.Name, Operation = action.Operation.ToString(),
        };

    public static SingleTableException ConditionFailed(WriteAction action, object? current, Amazon.Runtime.AmazonServiceException e)
    {
        var (name, operation) = (action.Entity.Name, action.Operation.ToString());
        return (action.Kind, current) switch
        {
            (WriteKind.Create, _) => new ItemExistsException($"{name} was not created: {Existing(action, current)}.", current, e)
            {
                Entity = name, Operation = operation, RequestId = e.RequestId,
            },
            _ when IsVersionConflict(action, current) => new VersionConflictException(
                $"{action.Kind} of {name}: the item was changed since it was read (it has another version). Write again from the exception's Current.", current!, e)
            {
                ExpectedVersion = action.Version!.Value, CurrentVersion = Versions.Of(action.Entity, current)!.Value,
                Entity = name, Property = action.Entity.Version!.Name, Operation = operation, RequestId = e.RequestId,
            },
            (_, null) => new ItemNotFoundException($"{action.Kind} of {name}: there is no {name} with this key.", e)
            {
                Entity = name, Operation = operation, RequestId = e.RequestId,
            },
            (WriteKind.Restore, not null) when !action.Entity.IsDeleted(current) => new ConditionFailedException(
                $"Restore of {name}: the item is not deleted, so that there is nothing to restore.", current, e)
            {
                Entity = name, Property = action.Entity.SoftDelete!.Property.Name, Operation = operation, RequestId = e.RequestId,
            },
            _ => new ConditionFailedException($"{action.Kind} of {name}: the item does not satisfy '{action.ConditionName}'.", current, e)
            {
                Entity = name, Operation = operation, RequestId = e.RequestId,
            },
        };
    }

    public static TransactionFailedException TransactionFailed(
        List<(string Reason, TransactionFailure Failure)> failures, TransactionCanceledException e)
    {
        var reasons = failures.Select(f => $"{f.Failure.Action} of {f.Failure.Entity} (action {f.Failure.Index}{Context(f.Failure)}): {f.Reason}");
        return new($"Nothing of the transaction was written. {string.Join("; ", reasons)}.", [.. failures.Select(f => f.Failure)], e)
        {
            Entity = failures.Count > 0 ? failures[0].Failure.Entity : null,
            Operation = "TransactWriteItems",
            RequestId = e.RequestId,
        };
    }

    public static BatchIncompleteException BatchIncomplete(List<(EntityModel Entity, bool IsPut, object Source)> left, Exception? cause)
    {
        var entities = left.Select(l => l.Entity.Name).Distinct().ToList();
        var reason = cause switch
        {
            null => "DynamoDB left items unwritten in every attempt, which happens when the table is throttled",
            OperationTimeoutException => "the operation's time was up",
            _ => "a request failed",
        };
        return new("STL3005", $"{left.Count} of the batch's writes ({string.Join(", ", entities)}) are not done: {reason}. Send what Leftover holds again later.", cause)
        {
            Leftover = [.. left.Select(l => l.Source)],
            LeftoverPuts = [.. left.Where(l => l.IsPut).Select(l => l.Source)],
            LeftoverDeletes = [.. left.Where(l => !l.IsPut).Select(l => l.Source)],
            Entity = entities is [var only] ? only : null,
            Operation = "BatchWriteItem",
        };
    }

    public static SingleTableException OtherType(WriteAction action) =>
        new("STL4102", $"The item that {action.Kind} of {action.Entity.Name} wrote is of another entity type: somebody writes to the table by other means. Give each type keys of its own, and repair the item.")
        {
            Entity = action.Entity.Name,
            Operation = action.Operation.ToString(),
        };

    public static string Reason(WriteAction action, TransactionFailure failure) => (failure.Code, action.Kind, failure.Current) switch
    {
        ("ConditionalCheckFailed", _, var current) when IsVersionConflict(action, current) => "the item was changed since it was read (it has another version)",
        ("ConditionalCheckFailed", WriteKind.Create, var current) => Existing(action, current),
        ("ConditionalCheckFailed", _, null) => $"there is no {failure.Entity} with this key",
        ("ConditionalCheckFailed", _, _) => $"the item does not satisfy '{action.ConditionName}'",
        _ => failure.Code,
    };

    private static string Context(TransactionFailure failure) => failure.ContextIndex == 0 ? "" : $", context {failure.ContextIndex}";

    private static string Existing(WriteAction action, object? current) => current is not null && action.Entity.IsDeleted(current)
        ? "a deleted item with this key is there. Bring it back with RestoreAsync, or delete it for good with PurgeAsync"
        : "an item with this key exists";
}
