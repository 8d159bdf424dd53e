namespace SingleTable.Linq;

/// <summary>The item exists, but does not satisfy the condition of the write. Nothing was written.</summary>
public sealed class ConditionFailedException : SingleTableException
{
    internal ConditionFailedException(string message, object current, Exception? innerException)
        : base("STL3003", message, innerException) => Current = current;

    /// <summary>The entity as it was when the condition failed: DynamoDB sent it along, there was no second read.</summary>
    public object? Current { get; }
}
