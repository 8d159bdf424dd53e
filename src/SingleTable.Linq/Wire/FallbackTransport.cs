using Amazon.DynamoDBv2;

namespace SingleTable.Linq.Wire;

internal sealed class FallbackTransport(IAmazonDynamoDB client) : IDynamoTransport
{
    public Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken) => throw new NotImplementedException(client.ToString());
}
