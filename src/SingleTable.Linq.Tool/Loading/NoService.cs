using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace SingleTable.Linq.Tool.Loading;

/// <summary>A client that sends nothing: there is no network behind it.</summary>
internal static class NoService
{
    public static AmazonDynamoDBClient Client() => new(new BasicAWSCredentials("none", "none"), new AmazonDynamoDBConfig
    {
        ServiceURL = "http://localhost:1", MaxErrorRetry = 0, HttpClientFactory = new Refusal(),
    });

    private sealed class Refusal : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class Handler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("This context describes its table and sends nothing: explain a query, and do not run it.");
    }
}
