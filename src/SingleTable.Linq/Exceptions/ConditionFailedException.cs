namespace SingleTable.Linq;

/// <summary>The item exists, but does not satisfy the condition of the write. Nothing was written.</summary>
public class ConditionFailedException : SingleTableException
{
    internal ConditionFailedException(string message, object current, Exception? innerException)
        : this("STL3003", message, current, innerException)
    {
    }

    private protected ConditionFailedException(string code, string message, object current, Exception? innerException)
        : base(code, message, innerException) => Current = current;

    /// <summary>The entity as it was when the condition failed: DynamoDB sent it along, there was no second read.</summary>
    public object? Current { get; }
}
