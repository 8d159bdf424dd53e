using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;

namespace SingleTable.Linq.Wire;

/// <summary>Chooses how requests reach the service for a given client.</summary>
internal static class DynamoTransport
{
    private static readonly ConditionalWeakTable<IAmazonDynamoDB, IDynamoTransport> s_transports = [];
    private static readonly Lock s_gate = new();

    /// <summary>Makes the transport of a client that was not seen before. A test run over one transport makes that one for all clients.</summary>
    public static Func<IAmazonDynamoDB, IDynamoTransport> Create { get; set; } =
        static client => PipelineTransport.TryCreate(client) ?? WithOrdinaryRequests(client);

    /// <summary>
    /// A transport that makes the SDK's ordinary requests, for those who listen to a client's request events and want to see expressions
    /// and items in them.
    /// </summary>
    public static IDynamoTransport WithOrdinaryRequests(IAmazonDynamoDB client) => new FallbackTransport(client);

    /// <summary>The transport of the client: one per client, for as long as the client lives.</summary>
    public static IDynamoTransport For(IAmazonDynamoDB client)
    {
        if (s_transports.TryGetValue(client, out var known)) return known;

        // Not GetValue: it may run its factory twice at once, and the factory changes the client's pipeline.
        lock (s_gate)
        {
            if (s_transports.TryGetValue(client, out known)) return known;
            var transport = Create(client);
            s_transports.Add(client, transport);
            return transport;
        }
    }
}
