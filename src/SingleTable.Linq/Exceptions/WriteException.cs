namespace SingleTable.Linq;

/// <summary>A write cannot be done as it is asked for. The message says why, and what to write instead. Raised before any request is sent.</summary>
public class WriteException : SingleTableException
{
    internal WriteException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
