namespace SingleTable.Linq;

/// <summary>An item was read whose key is not the one that its own values make, so it was written by other means or damaged.</summary>
/// <remarks><see cref="TableOptions.KeyCheck"/> decides whether this is thrown.</remarks>
public sealed class KeyMismatchException : SingleTableException
{
    internal KeyMismatchException(string message)
        : base("STL4003", message)
    {
    }
}
