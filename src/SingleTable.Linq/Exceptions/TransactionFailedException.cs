namespace SingleTable.Linq;

/// <summary>A transaction was cancelled. Nothing of it was written, or read.</summary>
public sealed class TransactionFailedException : SingleTableException
{
    internal TransactionFailedException(string message, IReadOnlyList<TransactionFailure> failures, Exception? innerException)
        : base("STL3004", message, innerException) => Failures = failures;

    /// <summary>The actions that failed, in their order; those that would have succeeded are not listed.</summary>
    public IReadOnlyList<TransactionFailure> Failures { get; }
}

/// <summary>Why one action of a transaction failed.</summary>
/// <param name="Index">The position of the action, from zero, in the order in which the actions were added.</param>
/// <param name="Entity">The name of the entity type.</param>
/// <param name="Action">What was to be done: <c>Create</c>, <c>Put</c>, <c>Update</c>, <c>Delete</c>, <c>Move</c>, <c>Check</c> or <c>Get</c>.</param>
/// <param name="Code">DynamoDB's reason, for example <c>ConditionalCheckFailed</c> or <c>TransactionConflict</c>.</param>
/// <param name="Current">The entity as it was when a condition failed; null when there was none.</param>
public sealed record TransactionFailure(int Index, string Entity, string Action, string Code, object? Current)
{
    /// <summary>Which context the action is of: 0 is the one that made the transaction; others are counted in the order of their first actions.</summary>
    public int ContextIndex { get; init; }
}
