namespace SingleTable.Linq.Execution;

/// <summary>Where a token was made of the caller's and another: the caller knows its own, and not the one that was made.</summary>
internal static class CallerCancellation
{
    public static OperationCanceledException Of(OperationCanceledException cause, CancellationToken cancellationToken) =>
        new(cause.Message, cause, cancellationToken);
}
