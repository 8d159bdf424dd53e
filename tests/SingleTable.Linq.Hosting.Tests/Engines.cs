using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

/// <summary>The embedded engine, and the server that an environment variable names.</summary>
public static class Engines
{
    private static readonly string? s_endpoint = Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT");

    public static TheoryData<string> All => s_endpoint is null ? ["embedded"] : ["embedded", "endpoint"];

    public static AmazonDynamoDBClient Connect(string engine) => engine == "embedded"
        ? InMemoryDynamoDb.NewClient()
        : new(new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig { ServiceURL = s_endpoint, AuthenticationRegion = "us-east-1" });

    /// <summary>A name that no other test uses, and the deletion of its table.</summary>
    public static Disposable Table(AmazonDynamoDBClient client, out string name)
    {
        var table = name = $"hosting-{Guid.NewGuid():N}";
        return new Disposable(async () =>
        {
            try
            {
                await client.DeleteTableAsync(table);
            }
            catch (ResourceNotFoundException)
            {
            }

            client.Dispose();
        });
    }

    public sealed class Disposable(Func<Task> dispose) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await dispose();
    }
}
