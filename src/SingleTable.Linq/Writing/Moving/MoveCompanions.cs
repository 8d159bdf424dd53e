using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>The item at its new key.</summary>
internal sealed record MovedToCompanion(WriteAction Action) : Companion(Action)
{
    public override string Reason(ExecutionScope scope, CancellationReason reason) => "an item with the key that it would get exists";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause) =>
        MoveErrors.Exists(Action.Entity, ItemResult.TryReadCurrent(scope, Action.Entity, reason.Item), cause);
}

/// <summary>The deletion of a child at its old key: when it fails somebody changed the child, and all of them are read again.</summary>
internal sealed record MovedFromCompanion(WriteAction Action) : Companion(Action)
{
    public override string Reason(ExecutionScope scope, CancellationReason reason) => $"its {Action.Entity.Name} was changed";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause) =>
        WriteFailures.ConditionFailed(Action, ItemResult.TryReadCurrent(scope, Action.Entity, reason.Item, Action.SeesDeleted), (TransactionCanceledException)cause);
}
