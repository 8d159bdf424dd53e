using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using SingleTable.Linq.InMemory;

namespace MultiTenantSaas;

/// <summary>Where the sample runs: the engine in this process, or a server.</summary>
internal static class Server
{
    public static AmazonDynamoDBClient Connect(Uri? endpoint, InMemoryDynamoDb embedded)
    {
        if (endpoint is null)
            return embedded.CreateClient();

        var config = new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri, MaxErrorRetry = 2 };
        if (endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase))
            return new AmazonDynamoDBClient(config);

        config.AuthenticationRegion = "us-east-1";
        return new AmazonDynamoDBClient(new BasicAWSCredentials("sample", "sample"), config);
    }

    public static async Task<bool> HasTableAsync(IAmazonDynamoDB client, string name)
    {
        try
        {
            await client.DescribeTableAsync(name);
            return true;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
    }
}
