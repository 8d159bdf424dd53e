using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace SingleTable.Linq.Wire;

/// <summary>
/// Awaits the body of our own calls before the SDK's unmarshalling handler would read it while blocking a thread. The SDK's calls on the
/// same client pass through.
/// </summary>
internal sealed class BodyBufferingHandler : PipelineHandler
{
    /// <summary>Puts the handler into the client's pipeline, once. The caller holds a lock.</summary>
    public static bool TryInstall(AmazonDynamoDBClient client)
    {
        IPipelineHandler? outer = null;
        for (var handler = PipelineDoors.GetPipeline(client).Handler; handler is not null; handler = handler.InnerHandler)
        {
            if (handler is BodyBufferingHandler) return true;
            if (handler is Unmarshaller) outer ??= handler;
        }

        if (outer?.InnerHandler is not { } inner) return false;

        // By hand and in this order, because the client may be sending: RuntimePipeline.AddHandlerAfter leaves the chain open for a moment.
        var own = new BodyBufferingHandler { Logger = outer.Logger, InnerHandler = inner, OuterHandler = outer };
        Thread.MemoryBarrier();
        outer.InnerHandler = own;
        inner.OuterHandler = own;
        return true;
    }

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext) =>
        executionContext.RequestContext.Unmarshaller is BodyUnmarshaller unmarshaller
            ? BufferAsync<T>(executionContext, unmarshaller)
            : base.InvokeAsync<T>(executionContext);

    private async Task<T> BufferAsync<T>(IExecutionContext executionContext, BodyUnmarshaller unmarshaller)
        where T : AmazonWebServiceResponse, new()
    {
        T result;
        unmarshaller.Attempts++;
        try
        {
            result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (Exception e) when (!IsUndone(e))
        {
            unmarshaller.OpenAttempts++;
            throw;
        }

        // Also a success: when its body is cut or damaged, the SDK sends the request again.
        unmarshaller.OpenAttempts++;
        if (executionContext.ResponseContext.HttpResponse is not { IsSuccessStatusCode: true } response
            || IsLogged(executionContext.RequestContext.ClientConfig)) return result;
        try
        {
            var stream = await response.ResponseBody.OpenResponseAsync().ConfigureAwait(false);
            await unmarshaller.BufferAsync(stream, response.ContentLength, executionContext.RequestContext.CancellationToken)
                .ConfigureAwait(false);
            return result;
        }
        catch
        {
            // Nobody further out has opened the response yet, so nobody else gives its connection back.
            response.ResponseBody.Dispose();
            throw;
        }
    }

    // A refusal by the service, or no connection to begin with. The service may have done what it answers a 5xx to.
    private static bool IsUndone(Exception e) => e switch
    {
        HttpErrorResponseException refused => (int)refused.Response.StatusCode is >= 400 and < 500,
        HttpRequestException http => http.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        _ => false,
    };

    // When responses are logged the SDK wants to read the stream itself; the unmarshaller then reads what it passes on.
    private static bool IsLogged(IClientConfig config) =>
        config.LogResponse || AWSConfigs.LoggingConfig.LogResponses != ResponseLoggingOption.Never;
}
