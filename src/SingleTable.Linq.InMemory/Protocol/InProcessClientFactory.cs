using Amazon.Runtime;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>Gives the SDK one HttpClient whose handler is the engine.</summary>
internal sealed class InProcessClientFactory(HttpMessageHandler handler) : HttpClientFactory
{
    // the SDK bounds each attempt by its own Timeout
    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
