using Amazon.DynamoDBv2;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// Keeps the body of each request that a client of the SDK sends, on a real table too: of SingleTable.Linq and of any other code, retries included. Attach it to the configuration
/// that the client is made of. The client stays the SDK's own, so that what a test sees is what runs in production. Safe for several threads.
/// </summary>
/// <remarks>An embedded database records by itself: <see cref="InMemoryDynamoDb.Requests"/>. Lines as <c>Explain()</c> prints them are the matter of <see cref="RequestRecorder"/>.</remarks>
public sealed class WireRecorder
{
    private const string Target = "X-Amz-Target";
    private readonly RequestLog _log = new();

    /// <summary>What was sent so far, in the order in which it was.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>Forgets it.</summary>
    public void Clear() => _log.Clear();

    /// <summary>Records what clients of this configuration send. It takes the place of the configuration's <c>HttpClientFactory</c>.</summary>
    /// <param name="config">The configuration, before the client is made.</param>
    /// <param name="inner">What sends; null for the network.</param>
    /// <exception cref="ArgumentException">The configuration has a factory already, and <paramref name="inner"/> does not say what sends.</exception>
    public void Attach(AmazonDynamoDBConfig config, HttpMessageHandler? inner = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (inner is null && config.HttpClientFactory is not null)
        {
            throw new ArgumentException(
                "The configuration has an HttpClientFactory, which would be replaced. Give the handler that sends as the second argument.", nameof(config));
        }

        // As the SDK's own: redirects would be signed for another host.
        inner ??= new SocketsHttpHandler { AllowAutoRedirect = false };
        config.HttpClientFactory = new InProcessClientFactory(new Handler(_log, inner));
    }

    private sealed class Handler(RequestLog log, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.TryGetValues(Target, out var values) ? values.First().Split('.')[^1] : "";
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            log.Add(new RecordedRequest(operation, body));
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
