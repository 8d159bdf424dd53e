using Amazon.DynamoDBv2;

namespace SingleTable.Linq.Wire;

/// <summary>Where a client sends to, as far as its configuration tells. An endpoint of an account has another name than its region's.</summary>
/// <param name="Host">The host.</param>
/// <param name="Port">The port, where it is not that of the protocol.</param>
/// <param name="Region">The region of AWS.</param>
internal sealed record ServiceAddress(string? Host, int? Port, string? Region)
{
    private static readonly ServiceAddress s_unknown = new(null, null, null);

    // A client that is not the SDK's own may have no configuration to ask.
    public static ServiceAddress Of(IAmazonDynamoDB client)
    {
        if (client is not AmazonDynamoDBClient { Config: { } config })
        {
            return s_unknown;
        }

        var region = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion;
        return Uri.TryCreate(config.ServiceURL, UriKind.Absolute, out var url) ? new ServiceAddress(url.Host, url.IsDefaultPort ? null : url.Port, region)
            : config.RegionEndpoint is { } endpoint ? new ServiceAddress($"dynamodb.{endpoint.SystemName}.{endpoint.PartitionDnsSuffix}", null, region)
            : s_unknown;
    }
}
