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

        if (Volatile.Read(ref _last) is { } last && last.IsOf(own))
        {
            return last.Endpoint;
        }

        // The SDK makes new parameters for each request, so these stay as they are.
        var endpoint = inner.ResolveEndpoint(parameters);
        Volatile.Write(ref _last, new Entry(own, endpoint));
        return endpoint;
    }

    // The SDK keeps parameters in a dictionary: what is known is taken out of it once.
    private sealed class Entry(DynamoDBEndpointParameters known, Endpoint endpoint)
    {
        private readonly string _region = known.Region;
        private readonly string _endpoint = known.Endpoint;
        private readonly string _resource = known.ResourceArn;
        private readonly string _account = known.AccountId;
        private readonly string _accountMode = known.AccountIdEndpointMode;
        private readonly bool? _isDualStack = known.UseDualStack;
        private readonly bool? _isFips = known.UseFIPS;
        private readonly bool? _isSearch = known.IsSearchOperation;

        // Of a transaction it is a query over the request, which would be run again for each comparison.
        private readonly string[]? _resources = known.ResourceArnList?.ToArray();

        public Endpoint Endpoint => endpoint;

        public bool IsOf(DynamoDBEndpointParameters other) =>
            _region == other.Region && _endpoint == other.Endpoint && _resource == other.ResourceArn && _account == other.AccountId
            && _accountMode == other.AccountIdEndpointMode && _isDualStack == other.UseDualStack && _isFips == other.UseFIPS && _isSearch == other.IsSearchOperation
            && (other.ResourceArnList is { } list ? _resources is not null && list.SequenceEqual(_resources) : _resources is null);
    }
}
