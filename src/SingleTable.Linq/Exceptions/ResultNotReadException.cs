namespace SingleTable.Linq;

/// <summary>
/// An update was done, once; but its new state could not be read, so that there is none to give back: somebody deleted the item first, or the read failed
/// (<see cref="Exception.InnerException"/>) or ran out of time. Do not send the update again. Only updates that are transactions read the item: those that count, and those of entities with
/// unique values, counts or an audit trail.
/// </summary>
public sealed class ResultNotReadException : SingleTableException
{
    internal ResultNotReadException(string message, Exception? innerException)
        : base("STL3012", message, innerException)
    {
    }

    /// <summary>Whether the item is not there any more, or is one of another type.</summary>
    public bool IsDeleted => InnerException is null;
}
