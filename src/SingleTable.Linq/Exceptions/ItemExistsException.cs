namespace SingleTable.Linq;

/// <summary>An item with this key exists, so it was not created. Nothing was written.</summary>
public sealed class ItemExistsException : SingleTableException
{
    internal ItemExistsException(string message, object? current, Exception? innerException)
        : base("STL3001", message, innerException) => Current = current;

    /// <summary>The entity that has the key, as it is stored; null when it is not an item of the same entity type.</summary>
    public object? Current { get; }
}
