using SingleTable.Linq.Benchmarks.Canned;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>
/// The peers of one scenario, each with a client of its own over the same response: the low-level SDK, DynamoDBContext where it has a counterpart, and
/// those whose packages the build was given.
/// </summary>
internal static partial class WirePeers
{
    public static IReadOnlyList<Variant> Of<T>(byte[] body, Func<IPeer, Task<T>> run, Func<ObjectPersistence, object?>? runContext = null)
    {
        var lowLevel = new LowLevel(CannedClient.Create(body));
        var peers = new List<Variant> { new(Scenario.LowLevelName, () => Scenario.Now(run(lowLevel))) };
        if (runContext is not null)
        {
            var context = new ObjectPersistence(CannedClient.Create(body));
            peers.Add(new(Scenario.ContextName, () => runContext(context)));
        }

        AddEfficientDynamoDb(peers, body, run);
        return peers;
    }

    static partial void AddEfficientDynamoDb<T>(List<Variant> peers, byte[] body, Func<IPeer, Task<T>> run);
}
