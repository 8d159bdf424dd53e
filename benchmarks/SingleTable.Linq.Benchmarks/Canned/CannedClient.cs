using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace SingleTable.Linq.Benchmarks.Canned;

/// <summary>The real client with its real pipeline (endpoint, signature, retries), over a canned service.</summary>
internal static class CannedClient
{
    // Those of the service's documentation, which are valid nowhere.
    public const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /// <summary>A client of its own for each variant: the library adds a handler to the pipeline of the client that it is given.</summary>
    public static AmazonDynamoDBClient Create(byte[] body, IEndpointProvider? endpoints = null) => Create(new CannedService(body), endpoints);

    /// <inheritdoc cref="Create(byte[], IEndpointProvider?)"/>
    public static AmazonDynamoDBClient Create(HttpMessageHandler service, IEndpointProvider? endpoints = null)
    {
        var config = new AmazonDynamoDBConfig { RegionEndpoint = RegionEndpoint.EUCentral1, HttpClientFactory = new Factory(service) };
        config.EndpointProvider = endpoints ?? config.EndpointProvider;
        return new(new BasicAWSCredentials(AccessKey, SecretKey), config);
    }

    /// <summary>One over a socket, as it comes.</summary>
    public static AmazonDynamoDBClient Create(Uri endpoint) =>
        new(new BasicAWSCredentials(AccessKey, SecretKey), new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "eu-central-1" });

    /// <summary>Without a time limit, which would take a timer.</summary>
    public static HttpClient CreateHttpClient(HttpMessageHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        private readonly HttpClient _client = CannedClient.CreateHttpClient(handler);

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
