using Amazon.DynamoDBv2.Endpoints;
using Amazon.DynamoDBv2.Internal;
using Amazon.Runtime.Endpoints;

namespace SingleTable.Linq.Wire;

/// <summary>
/// Remembers the endpoint of the last parameters (region, account, flags, table), which the SDK works out again for each request by rules.
/// For the configuration of a client that is made for this library (<c>config.EndpointProvider</c>); a caller's client keeps its own.
/// </summary>
internal sealed class CachedEndpointProvider(IEndpointProvider inner) : IEndpointProvider
{
    // A parameter that a later SDK adds would not be compared: then nothing is remembered.
    private static readonly bool s_knowsAll = typeof(DynamoDBEndpointParameters).GetProperties()
        .Where(p => p.DeclaringType == typeof(DynamoDBEndpointParameters)).Select(p => p.Name).Order(StringComparer.Ordinal)
        .SequenceEqual(["AccountId", "AccountIdEndpointMode", "Endpoint", "IsSearchOperation", "Region", "ResourceArn", "ResourceArnList", "UseDualStack", "UseFIPS"]);

    private Entry? _last;

    public CachedEndpointProvider()
        : this(new AmazonDynamoDBEndpointProvider())
    {
    }

    public static bool IsActive => s_knowsAll;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (!s_knowsAll || parameters is not DynamoDBEndpointParameters own)
        {
            return inner.ResolveEndpoint(parameters);
        }

        if (Volatile.Read(ref _last) is { } last && AreEqual(last.Parameters, own))
        {
            return last.Endpoint;
        }

        // The SDK makes new parameters for each request, so these stay as they are.
        var endpoint = inner.ResolveEndpoint(parameters);
        Volatile.Write(ref _last, new Entry(own, endpoint));
        return endpoint;
    }

    private static bool AreEqual(DynamoDBEndpointParameters a, DynamoDBEndpointParameters b) =>
        a.Region == b.Region && a.Endpoint == b.Endpoint && a.ResourceArn == b.ResourceArn && a.AccountId == b.AccountId
        && a.AccountIdEndpointMode == b.AccountIdEndpointMode && a.UseDualStack == b.UseDualStack && a.UseFIPS == b.UseFIPS
        && a.IsSearchOperation == b.IsSearchOperation && AreSame(a.ResourceArnList, b.ResourceArnList);

    private static bool AreSame(IEnumerable<string>? a, IEnumerable<string>? b) => ReferenceEquals(a, b) || (a is not null && b is not null && a.SequenceEqual(b));

    private sealed record Entry(DynamoDBEndpointParameters Parameters, Endpoint Endpoint);
}
