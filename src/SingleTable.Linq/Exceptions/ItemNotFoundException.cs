namespace SingleTable.Linq;

/// <summary>There is no item of this entity with the key that the write names. Nothing was written.</summary>
public sealed class ItemNotFoundException : SingleTableException
{
    internal ItemNotFoundException(string message, Exception? innerException)
        : base("STL3002", message, innerException)
    {
    }
}
