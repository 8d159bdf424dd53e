using System.Net.Sockets;
using Amazon.DynamoDBv2;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace SingleTable.Linq.Tests.Engines;

/// <summary>DynamoDB Local in a container, where a Docker engine runs. Telemetry is off; the container ends with the tests.</summary>
public sealed class Container : Engine
{
    private const int Port = 8000;
    private static readonly Lazy<Task<IContainer>> s_container = new(StartAsync);

    public override string Name => "dynamodb-local";

    public override string? Unavailable => IsDockerRunning() ? null : "no Docker engine runs on this machine";

    public override async Task<AmazonDynamoDBClient> ConnectAsync()
    {
        var container = await s_container.Value;
        return ConnectTo($"http://{container.Hostname}:{container.GetMappedPublicPort(Port)}");
    }

    private static async Task<IContainer> StartAsync()
    {
        var container = new ContainerBuilder("amazon/dynamodb-local:3.1.0")
            .WithPortBinding(Port, assignRandomHostPort: true)
            .WithEnvironment("DDB_LOCAL_TELEMETRY", "0")
            .WithCommand("-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilInternalTcpPortIsAvailable(Port))
            .Build();
        await container.StartAsync();
        return container;
    }

    private static bool IsDockerRunning()
    {
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is not null)
        {
            return true;
        }

        if (OperatingSystem.IsWindows())
        {
            return File.Exists(@"\\.\pipe\docker_engine");
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint("/var/run/docker.sock"));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
