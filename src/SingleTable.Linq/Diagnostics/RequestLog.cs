using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The log events of requests. An exception of others is logged only where values may be seen, because its text may hold them.</summary>
internal static partial class RequestLog
{
    [LoggerMessage(TableEventIds.RequestSending, LogLevel.Debug, "Sending {Line}")]
    public static partial void RequestSending(ILogger logger, string line);

    /// <param name="logger">Where to.</param>
    /// <param name="describe">Gives the line of the request, with values or without.</param>
    /// <param name="showsValues">Whether values may be seen.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="requestId">The service's id.</param>
    /// <param name="error">Why it failed; null after a success.</param>
    public static void Ended(ILogger logger, Func<bool, string> describe, bool showsValues, TimeSpan elapsed, string? requestId, Exception? error)
    {
        // The condition of a write is a question, and to give up waiting is no fault.
        var level = error switch
        {
            null or OperationCanceledException => LogLevel.Debug,
            Amazon.DynamoDBv2.Model.ConditionalCheckFailedException or Amazon.DynamoDBv2.Model.TransactionCanceledException => LogLevel.Debug,
            _ => LogLevel.Warning,
        };
        if (!logger.IsEnabled(level))
        {
            return;
        }

        if (error is null)
        {
            RequestSent(logger, elapsed.TotalMilliseconds, describe(showsValues), requestId);
        }
        else
        {
            RequestFailed(logger, level, elapsed.TotalMilliseconds, ErrorTypes.Of(error), describe(showsValues), requestId, showsValues ? error : null);
        }
    }

    [LoggerMessage(TableEventIds.RequestRepeating, LogLevel.Debug, "Attempt {Attempt} follows after {Milliseconds:0.#} ms")]
    public static partial void RequestRepeating(ILogger logger, int attempt, double milliseconds);

    [LoggerMessage(TableEventIds.RequestSent, LogLevel.Debug, "Sent in {Milliseconds:0.#} ms: {Line} (request {RequestId})")]
    private static partial void RequestSent(ILogger logger, double milliseconds, string line, string? requestId);

    [LoggerMessage(EventId = TableEventIds.RequestFailed, Message = "Failed after {Milliseconds:0.#} ms with {ErrorType}: {Line} (request {RequestId})")]
    private static partial void RequestFailed(ILogger logger, LogLevel level, double milliseconds, string errorType, string line, string? requestId, Exception? exception);
}
