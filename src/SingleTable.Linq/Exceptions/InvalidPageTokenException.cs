namespace SingleTable.Linq;

/// <summary>
/// A page token, or the token of an operation on many items (<c>STL3143</c>), was not made by this application for this very query. There is one message for everything that can be wrong with a token, and no
/// request was sent: whoever tries tokens learns nothing.
/// </summary>
public sealed class InvalidPageTokenException : SingleTableException
{
    internal InvalidPageTokenException()
        : base("STL1301", "The page token is not valid for this query. Start again from the first page, with no token.")
    {
    }

    internal InvalidPageTokenException(string code, string message)
        : base(code, message)
    {
    }
}
