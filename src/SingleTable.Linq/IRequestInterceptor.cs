namespace SingleTable.Linq;

/// <summary>
/// Stands around each request that this library sends (<see cref="TableOptions.Interceptors"/>): for measures, traces, limits, fault injection. Not around those that
/// create a table.
/// </summary>
/// <remarks>
/// The first of the list begins first and ends last. Whoever began is told how it ended, by <see cref="AfterAsync"/> or <see cref="FailedAsync"/>. Requests run at once, so it must be
/// safe for several threads. The attempts of the SDK lie within one request.
/// </remarks>
public interface IRequestInterceptor
{
    /// <summary>Whether requests shall ask the service for what they consume; it then says so in <see cref="RequestOutcome.ConsumedCapacity"/>.</summary>
    bool NeedsConsumedCapacity => false;

    /// <summary>Called before the request is sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="Exception">Stops the request: nothing is sent, and the caller gets the exception.</exception>
    ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called when the service has answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="outcome">How it ended.</param>
    /// <remarks>What it throws is a warning (<see cref="TableWarning.InterceptorFailed"/>): what is done must not look as if it were not.</remarks>
    ValueTask AfterAsync(InterceptedRequest request, RequestOutcome outcome) => ValueTask.CompletedTask;

    /// <summary>Called when the request failed, was cancelled, or was stopped by a later interceptor.</summary>
    /// <param name="request">The request.</param>
    /// <param name="outcome">How it ended, with the exception.</param>
    /// <remarks>What it throws is a warning (<see cref="TableWarning.InterceptorFailed"/>): the caller gets the request's own exception.</remarks>
    ValueTask FailedAsync(InterceptedRequest request, RequestOutcome outcome) => ValueTask.CompletedTask;
}

/// <summary>How a request ended.</summary>
/// <param name="Duration">From when it was sent, on <see cref="TableOptions.TimeProvider"/>, with the SDK's own attempts and pauses; zero when it was not sent.</param>
/// <param name="RequestId">The service's id of it, where it is known.</param>
/// <param name="ConsumedCapacity">The capacity units that it used, where it asked for that: for an interceptor, a budget or a rate limit.</param>
/// <param name="Exception">Why it failed; null after a success.</param>
public sealed record RequestOutcome(TimeSpan Duration, string? RequestId, double? ConsumedCapacity, Exception? Exception);
