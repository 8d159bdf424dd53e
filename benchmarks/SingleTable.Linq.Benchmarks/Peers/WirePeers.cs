using SingleTable.Linq.Benchmarks.Canned;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>The peers of one scenario, each with a client of its own over the same response; the last are those whose packages the build was given.</summary>
internal static partial class WirePeers
{
    public static IReadOnlyList<Variant> Of(byte[] body, Func<IPeer, object?> run)
    {
        var context = new ObjectPersistence(CannedClient.Create(body));
        var peers = OfSingleTable(body, run);
        return [peers[0], new(Scenario.ContextName, () => run(context)), .. peers.Skip(1)];
    }

    public static IReadOnlyList<Variant> OfSingleTable(byte[] body, Func<ISingleTablePeer, object?> run)
    {
        var lowLevel = new LowLevel(CannedClient.Create(body));
        var peers = new List<Variant> { new(Scenario.LowLevelName, () => run(lowLevel)) };
        AddEfficientDynamoDb(peers, body, run);
        return peers;
    }

    static partial void AddEfficientDynamoDb(List<Variant> peers, byte[] body, Func<ISingleTablePeer, object?> run);
}
