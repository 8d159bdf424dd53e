using Amazon.Runtime;

namespace SingleTable.Linq.Diagnostics;

/// <summary>What <c>error.type</c> says: few different words, and never a value.</summary>
internal static class ErrorTypes
{
    /// <summary>The code of our own errors and of the service's, otherwise the type of the exception.</summary>
    public static string Of(Exception e) => e switch
    {
        SingleTableException own => own.Code,
        AmazonServiceException => StatusCode(e) ?? e.GetType().Name,
        _ => e.GetType().FullName ?? e.GetType().Name,
    };

    /// <summary>The code that the service answered with, or null when it did not answer.</summary>
    public static string? StatusCode(Exception? e) => e is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code : null;
}
