using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using SingleTable.Linq.Benchmarks.Peers.EfficientDynamoDb;

// Fills in what is empty without the package, so that nothing else in the project knows of it.
namespace SingleTable.Linq.Benchmarks.Peers
{
    /// <content>EfficientDynamoDb.</content>
    internal static partial class WirePeers
    {
        static partial void AddEfficientDynamoDb(List<Variant> peers, byte[] body, Func<ISingleTablePeer, object?> run)
        {
            var peer = new EfficientPeer(body);
            peers.Add(new(Scenario.EfficientName, () => run(peer), HasLimit: false));
        }
    }
}

namespace SingleTable.Linq.Benchmarks
{
    /// <content>EfficientDynamoDb.</content>
    public abstract partial class WireBenchmark
    {
        private Func<object?> _efficient = null!;

        [Benchmark]
        public object? EfficientDynamoDb() => _efficient();

        partial void TakeEfficientDynamoDb(Scenario scenario) => _efficient = scenario.Peer(Scenario.EfficientName);
    }

    /// <content>EfficientDynamoDb.</content>
    internal static partial class ShortJob
    {
        static partial void AddPackages(ref Job job) => job = job.WithArguments([new MsBuildArgument("/p:WithEfficientDynamoDb=true")]);
    }
}
