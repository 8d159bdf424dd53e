using Amazon.DynamoDBv2;

namespace SingleTable.Linq.Wire;

/// <summary>Chooses how requests reach the service for a given client.</summary>
internal static class DynamoTransport
{
    /// <summary>The transport of the client: one per client, for as long as the client lives.</summary>
    public static IDynamoTransport For(IAmazonDynamoDB client) => throw new NotImplementedException();
}
