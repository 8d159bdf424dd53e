namespace SingleTable.Linq;

/// <summary>
/// A page token was not made by this application for this very query. There is one message for everything that can be wrong with a token, and no
/// request was sent: whoever tries tokens learns nothing.
/// </summary>
public sealed class InvalidPageTokenException : SingleTableException
{
    internal InvalidPageTokenException()
        : base("STL1301", "The page token is not valid for this query. Start again from the first page, with no token.")
    {
    }
}
