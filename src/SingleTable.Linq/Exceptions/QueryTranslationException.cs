namespace SingleTable.Linq;

/// <summary>A query cannot be answered by DynamoDB as it is written. The message says which part, why, and what to write instead.</summary>
/// <remarks>Raised before any request is sent.</remarks>
public sealed class QueryTranslationException : SingleTableException
{
    internal QueryTranslationException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
