using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Budgets;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>What stands around each request: the interceptors of the options, and as the innermost one the log, which tells only of what is sent.</summary>
internal sealed class Interception
{
    private readonly IRequestInterceptor[] _interceptors;
    private readonly bool _needsCapacity;

    private Interception(IReadOnlyList<IRequestInterceptor> interceptors, Action<string>? log)
    {
        _interceptors = log is null ? [.. interceptors] : [.. interceptors, new RequestLog(log)];
        _needsCapacity = interceptors.Any(i => i.NeedsConsumedCapacity);
    }

    /// <returns>Null when there is nobody to tell.</returns>
    public static Interception? Of(IReadOnlyList<IRequestInterceptor> interceptors, Action<string>? log) =>
        interceptors.Count == 0 && log is null ? null : new Interception(interceptors, log);

    public async Task<WireResponse> SendAsync(ExecutionScope scope, DescribedRequest request, CancellationToken cancellationToken)
    {
        var intercepted = new InterceptedRequest(request, scope.Tenant, scope.ShowsValues);
        request.ReturnsCapacity |= _needsCapacity;
        var begun = 0;
        long? sent = null;
        WireResponse? response = null;
        double? capacity;
        try
        {
            for (; begun < _interceptors.Length; begun++)
            {
                await _interceptors[begun].BeforeAsync(intercepted, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            sent = scope.Time.GetTimestamp();
            response = await scope.DeliverAsync(request, cancellationToken).ConfigureAwait(false);
            capacity = request.ReturnsCapacity ? response.Read(scope, static (r, _) => ConsumedCapacity.Of(r.Body)) : null;
        }
        catch (Exception e)
        {
            response?.Dispose();
            var id = (e as Amazon.Runtime.AmazonServiceException)?.RequestId;
            await EndAsync(scope, intercepted, new RequestOutcome(Elapsed(), id, null, e), begun).ConfigureAwait(false);
            throw;
        }

        await EndAsync(scope, intercepted, new RequestOutcome(Elapsed(), response.RequestId, capacity, null), begun).ConfigureAwait(false);
        return response;

        TimeSpan Elapsed() => sent is { } start ? scope.Time.GetElapsedTime(start) : TimeSpan.Zero;
    }

    private async Task EndAsync(ExecutionScope scope, InterceptedRequest request, RequestOutcome outcome, int begun)
    {
        while (begun-- > 0)
        {
            var interceptor = _interceptors[begun];
            try
            {
                await (outcome.Exception is null ? interceptor.AfterAsync(request, outcome) : interceptor.FailedAsync(request, outcome)).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Tell(scope, WarningErrors.Interceptor(interceptor.GetType().Name, e.GetType().Name, request.Operation, request.Entity));
            }
        }
    }

    private static void Tell(ExecutionScope scope, TableWarningException about)
    {
        try
        {
            scope.Warnings.Tell(TableWarning.InterceptorFailed, about);
        }
        catch (Exception)
        {
            // Of a log. The request is done, and a write must not look as if it were not.
        }
    }

    private sealed class RequestLog(Action<string> log) : IRequestInterceptor
    {
        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            log(request.Line);
            return ValueTask.CompletedTask;
        }
    }
}
