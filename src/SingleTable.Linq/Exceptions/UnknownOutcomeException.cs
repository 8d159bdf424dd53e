namespace SingleTable.Linq;

/// <summary>
/// A write was sent, and nobody knows whether it was done: the reply of an attempt was lost (a broken connection, a timeout, an answer of
/// 5xx), and the attempts after it failed, or found a condition unsatisfied that the write itself may have made so. The inner exception is
/// the last one of the SDK. Read the item before you write it again. A write that is cancelled while it is sent raises
/// <see cref="OperationCanceledException"/>, and may have been done too.
/// </summary>
public sealed class UnknownOutcomeException : SingleTableException
{
    internal UnknownOutcomeException(string message, Exception innerException)
        : base("STL3010", message, innerException)
    {
    }
}
