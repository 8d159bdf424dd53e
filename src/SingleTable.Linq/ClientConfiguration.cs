using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq;

/// <summary>Configurations of the AWS SDK's client: one that is fit for this library, and what is dangerous in others.</summary>
public static class ClientConfiguration
{
    /// <summary>
    /// A configuration to make a client with: <c>new AmazonDynamoDBClient(ClientConfiguration.Recommended(c => c.RegionEndpoint = RegionEndpoint.EUWest1))</c>. Standard retry mode with four
    /// attempts, 5 seconds for each, 2 seconds to connect, and endpoints that are worked out once and not for each request. Set
    /// <see cref="TableOptions.OperationTimeout"/> for the time of a whole operation.
    /// </summary>
    /// <param name="configure">Says the region, and changes what shall be otherwise.</param>
    /// <returns>The configuration.</returns>
    public static AmazonDynamoDBConfig Recommended(Action<AmazonDynamoDBConfig>? configure = null)
    {
        var config = new AmazonDynamoDBConfig
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 3,
            Timeout = TimeSpan.FromSeconds(5),
            ConnectTimeout = TimeSpan.FromSeconds(2),
            EndpointProvider = new CachedEndpointProvider(),
        };
        configure?.Invoke(config);
        return config;
    }

    /// <summary>
    /// What is dangerous in the configuration of a client: <c>STL3153</c> the adaptive retry mode, <c>STL3154</c> eleven or more attempts (the SDK's default for DynamoDB),
    /// <c>STL3155</c> attempts without a timeout.
    /// </summary>
    /// <param name="client">The client. Nothing is said of one that is not the SDK's own, or whose endpoint is not one of AWS, as of a server for tests.</param>
    /// <returns>The warnings in the order of their codes; none when nothing is found.</returns>
    public static IReadOnlyList<ClientWarning> Check(IAmazonDynamoDB client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return ClientChecks.Of(client);
    }
}

/// <summary>Something dangerous in the configuration of a client.</summary>
/// <param name="Code">The stable code, for example <c>STL3153</c>.</param>
/// <param name="Message">What is dangerous, why, and what to set instead.</param>
public sealed record ClientWarning(string Code, string Message);

/// <summary>What to do about a client whose configuration is dangerous (<see cref="ClientConfiguration.Check"/>).</summary>
public enum ClientCheck
{
    /// <summary>Warn of it, once for each client (<see cref="WarningPolicy.ClientConfiguration"/>). The default.</summary>
    Warn,

    /// <summary>Throw a <see cref="ClientConfigurationException"/> when a context is made.</summary>
    Throw,

    /// <summary>Do not look.</summary>
    Off,
}
