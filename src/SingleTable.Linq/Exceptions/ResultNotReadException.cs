namespace SingleTable.Linq;

/// <summary>
/// A write was done, once; but what it should give back is not known. Do not send it again. Either its new state could not be read, because somebody deleted the item first, or the
/// read failed (<see cref="Exception.InnerException"/>) or ran out of time: only updates that are transactions read the item, those that count and those of entities with
/// unique values, counts or an audit trail. Or the reply with the old state was lost (<c>UpdateReturningOldAsync</c> and its like).
/// </summary>
public sealed class ResultNotReadException : SingleTableException
{
    internal ResultNotReadException(string message, Exception? innerException)
        : base("STL3012", message, innerException)
    {
    }

    /// <summary>Whether the item is not there any more, or is one of another type.</summary>
    public bool IsDeleted { get; internal init; }
}
