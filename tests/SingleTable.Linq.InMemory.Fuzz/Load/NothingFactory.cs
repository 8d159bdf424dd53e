using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace SingleTable.Linq.InMemory.Fuzz.Load;

/// <summary>The SDK without a service: every answer is an empty object.</summary>
internal sealed class NothingFactory : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Nothing());

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    private sealed class Nothing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent("{}"u8.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
        }
    }
}
