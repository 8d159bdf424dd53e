using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace SingleTable.Linq.InMemory.Tests.Engines;

/// <summary>A DynamoDB that the rules are tested on.</summary>
public abstract class Engine
{
    /// <summary>The name that <see cref="KnownDifferences"/> are listed by.</summary>
    public abstract string Name { get; }

    /// <summary>Why the engine cannot be used here, or null.</summary>
    public virtual string? Unavailable => null;

    /// <summary>Whether messages are compared too; on other engines only the type of an error is.</summary>
    public virtual bool HasExactMessages => false;

    public abstract AmazonDynamoDBClient Connect();

    protected abstract HttpMessageInvoker Http();

    /// <summary>Sends what the SDK's own marshalling cannot.</summary>
    public async Task<(int Status, string Body)> PostAsync(string operation, string json)
    {
        using var http = Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address);
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810." + operation);
        request.Headers.Add("X-Amz-Date", "20250101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/dynamodb/aws4_request, " +
            "SignedHeaders=host;x-amz-date;x-amz-target, Signature=00");
        request.Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0");
        using var response = await http.SendAsync(request, Sample.Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Sample.Cancel));
    }

    protected virtual string Address => "http://in-memory.local/";
}

/// <summary>The embedded engine: needs nothing.</summary>
public sealed class Embedded : Engine
{
    private readonly InMemoryDynamoDb _database = new(new() { RecordRequests = false });

    public override string Name => "embedded";

    public override bool HasExactMessages => true;

    public override AmazonDynamoDBClient Connect() => _database.CreateClient(c => c.MaxErrorRetry = 0);

    protected override HttpMessageInvoker Http() => new(_database.CreateHandler());
}

/// <summary>Any server that an environment variable names: another engine over a socket, DynamoDB Local, the service itself.</summary>
public sealed class Server : Engine
{
    private static readonly string? s_endpoint = Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT");

    public override string Name => Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENGINE") ?? "endpoint";

    public override string? Unavailable => s_endpoint is null ? "SINGLETABLE_DYNAMODB_ENDPOINT is not set" : null;

    protected override string Address => s_endpoint!;

    public override AmazonDynamoDBClient Connect() => new(new BasicAWSCredentials("test", "test"),
        new AmazonDynamoDBConfig { ServiceURL = s_endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    protected override HttpMessageInvoker Http() => new(new SocketsHttpHandler());
}
