namespace SingleTable.Linq.Wire;

/// <summary>Sends a request and gives back the raw body. Errors of the service are the SDK's own exceptions.</summary>
internal interface IDynamoTransport
{
    /// <summary>Where it sends to, as far as that is known.</summary>
    ServiceAddress? Server => null;

    Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken);
}
