namespace SingleTable.Linq;

/// <summary>
/// An operation took longer than <see cref="TableOptions.OperationTimeout"/>, and was ended (<c>STL3150</c>). A read has no result. Of a write it says
/// that nothing was done, unless <see cref="SingleTableException.Operation"/> is a read (GetItem): then the write may be done, and the read that
/// brings its result was late. Where a write itself is in doubt, it is the inner exception of an <see cref="UnknownOutcomeException"/>, and in a batch
/// that of a <see cref="BatchIncompleteException"/>.
/// </summary>
public sealed class OperationTimeoutException : SingleTableException
{
    internal OperationTimeoutException(string message, Exception? innerException)
        : base("STL3150", message, innerException)
    {
    }

    /// <summary>How long the operation was allowed to take.</summary>
    public TimeSpan Timeout { get; internal init; }
}
