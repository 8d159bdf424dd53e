using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Engines;

/// <summary>A DynamoDB that tests run on.</summary>
public abstract class Engine
{
    /// <summary>The name that known differences are listed by.</summary>
    public abstract string Name { get; }

    /// <summary>Why the engine cannot be used here, or null.</summary>
    public virtual string? Unavailable => null;

    public abstract Task<AmazonDynamoDBClient> ConnectAsync();

    /// <summary>What the library is given of the client.</summary>
    public virtual IAmazonDynamoDB Given(AmazonDynamoDBClient client) => client;

    /// <summary>Whether tables outlive the test and must be deleted.</summary>
    public virtual bool IsShared => true;

    protected static AmazonDynamoDBClient ConnectTo(string endpoint) =>
        new(new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
}

/// <summary>The embedded engine: needs nothing.</summary>
public sealed class Embedded : Engine
{
    public override string Name => "embedded";

    public override bool IsShared => false;

    public override Task<AmazonDynamoDBClient> ConnectAsync() => Task.FromResult(InMemoryDynamoDb.NewClient());
}

/// <summary>The embedded engine behind a client that is not the SDK's own: the library calls the ordinary interface.</summary>
public sealed class Wrapped : Engine
{
    public override string Name => "wrapped";

    public override bool IsShared => false;

    public override Task<AmazonDynamoDBClient> ConnectAsync() => Task.FromResult(InMemoryDynamoDb.NewClient());

    public override IAmazonDynamoDB Given(AmazonDynamoDBClient client) => Forwarder.Wrap(client);
}

/// <summary>Any server that an environment variable names: another engine over a socket, DynamoDB Local, the service itself.</summary>
public sealed class Endpoint : Engine
{
    private static readonly string? s_endpoint = Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT");

    public override string Name => Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENGINE") ?? "endpoint";

    public override string? Unavailable => s_endpoint is null ? "SINGLETABLE_DYNAMODB_ENDPOINT is not set" : null;

    public override Task<AmazonDynamoDBClient> ConnectAsync() => Task.FromResult(ConnectTo(s_endpoint!));
}
