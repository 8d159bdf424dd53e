namespace SingleTable.Linq;

/// <summary>
/// An update was done; but somebody deleted the item before its new state was read, so that there is none to give back. Only updates that are transactions read
/// the item: those that count, and those of entities with unique values, counts or an audit trail.
/// </summary>
public sealed class ItemDeletedException : SingleTableException
{
    internal ItemDeletedException(string message)
        : base("STL3012", message)
    {
    }
}
