namespace SingleTable.Linq;

/// <summary>
/// The base of every error that this library raises. The message says what could not be done, where, because of what, and what to write
/// instead; it never holds the values of an item.
/// </summary>
public class SingleTableException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The stable code, for example <c>STL1201</c>.</param>
    /// <param name="message">What could not be done and what to do instead, without the code.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public SingleTableException(string code, string message, Exception? innerException = null)
        : base($"{code} {message}", innerException) => Code = code;

    /// <summary>The stable code of this kind of error: <c>STL</c> and four digits.</summary>
    public string Code { get; }

    /// <summary>The name of the entity type that was asked for, where there is one.</summary>
    public string? Entity { get; init; }

    /// <summary>The name of the property at fault, where there is one.</summary>
    public string? Property { get; init; }

    /// <summary>The DynamoDB operation, for example <c>Query</c>, where a request was being made.</summary>
    public string? Operation { get; init; }

    /// <summary>The service's id of the request, where one was sent.</summary>
    public string? RequestId { get; init; }
}
