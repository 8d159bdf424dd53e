using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>An action that must be in the same transaction as the one that it follows from, and what its failure means for that one.</summary>
internal abstract record Companion(ITransactItem Item)
{
    /// <summary>What happened, behind "Create of User: ".</summary>
    public abstract string Reason(ExecutionScope scope, CancellationReason reason);

    public abstract SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause);
}

internal sealed record UniqueCompanion(ITransactItem Item, UniqueModel Unique) : Companion(Item)
{
    public override string Reason(ExecutionScope scope, CancellationReason reason) => $"another item has the value that '{Unique.Name}' makes unique";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause) =>
        new UniqueViolationException(
            $"{main.Kind} of {main.Entity.Name}: {Reason(scope, reason)}. Nothing was written. Choose another value of {Unique.Value.Name}.", cause)
        {
            Constraint = Unique.Name, Entity = main.Entity.Name, Property = Unique.Value.Name, Operation = "TransactWriteItems",
        };
}

internal sealed record AuditCompanion(WriteAction Action) : Companion(Action)
{
    public override string Reason(ExecutionScope scope, CancellationReason reason) => "its audit entry exists";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause) =>
        new WriteException(
            "STL3121", $"{main.Kind} of {main.Entity.Name}: {Reason(scope, reason)}, which only another writer of audit entries can have made. Nothing was written: keep others off the trail, and write again.", cause)
        {
            Entity = main.Entity.Name,
        };
}
