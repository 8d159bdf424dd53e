using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Text;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>Answers from a script under the real client, and keeps what was sent.</summary>
internal sealed class CannedService : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _script = new();

    public List<(string Target, string Body, Dictionary<string, string> Headers, Uri Uri)> Sent { get; } = [];

    public Func<HttpResponseMessage>? Always { get; set; }

    public AmazonDynamoDBClient CreateClient(Action<AmazonDynamoDBConfig>? configure = null)
    {
        var config = new AmazonDynamoDBConfig { RegionEndpoint = RegionEndpoint.EUCentral1, HttpClientFactory = new Factory(this), MaxErrorRetry = 2 };
        configure?.Invoke(config);
        return new AmazonDynamoDBClient(new BasicAWSCredentials("id", "secret"), config);
    }

    public CannedService Then(Func<HttpResponseMessage> response)
    {
        _script.Enqueue(response);
        return this;
    }

    public CannedService Ok(string body) => Then(() => Response(200, body));

    public static HttpResponseMessage Response(int status, string body, bool rightCrc = true, HttpContent? content = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = content ?? new ByteArrayContent(bytes) };
        response.Headers.Add("x-amzn-RequestId", "REQ1");
        response.Headers.Add("x-amz-crc32", (Crc32.HashToUInt32(bytes) ^ (rightCrc ? 0u : 1u)).ToString(CultureInfo.InvariantCulture));
        return response;
    }

    public static HttpResponseMessage Error(string code, int status = 400) =>
        Response(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"no"}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        lock (Sent) Sent.Add((headers["X-Amz-Target"], body, headers, request.RequestUri!));
        var response = _script.TryDequeue(out var next) ? next() : (Always ?? throw new InvalidOperationException("Nothing left to answer."))();
        response.RequestMessage = request;
        return response;
    }

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}

/// <summary>A request with a given body.</summary>
internal sealed class RawRequest(DynamoOperation operation, string table, string body) : WireRequest
{
    public override DynamoOperation Operation => operation;

    public override string TableName => table;

    public override void WriteBody(DynamoJsonWriter writer) => writer.WriteRawValue(System.Text.Encoding.UTF8.GetBytes(body));
}
