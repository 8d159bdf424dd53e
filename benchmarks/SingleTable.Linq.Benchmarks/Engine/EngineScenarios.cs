using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Benchmarks.Engine;

/// <summary>
/// Operations of the embedded engine, called by the low-level SDK. The peer is the same code on a canned response: what is above it is the engine's.
/// </summary>
internal static class EngineScenarios
{
    public const string CannedName = "canned-response";

    private const int Items = 100;

    public static IEnumerable<Scenario> All => [Put(), Get(), Query(), Transact()];

    public static Scenario Put()
    {
        var member = Sample.Member(1);
        return Create("put", "PutItem", member, "{}"u8.ToArray(), peer => peer.Put(Sample.Tenant, member));
    }

    public static Scenario Get()
    {
        var member = Sample.Member(1);
        return Create(
            "get", "GetItem", member, Bodies.Get(member), peer => peer.Get(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, member.Id));
    }

    public static Scenario Query() => Create(
        "query-100", "Query, 100 items", Sample.Members(Items), Bodies.Page(Sample.Members(Items)),
        peer => peer.Query(Sample.Tenant, Sample.OrganizationId, Sample.TeamId));

    public static Scenario Transact()
    {
        // A member of its own for each call, because the transaction creates it.
        var number = 0;
        return Create("transact-3", "TransactWriteItems, 3 actions", 3, "{}"u8.ToArray(), peer => peer.Transact(
            Sample.Tenant, Sample.Member(1) with { Id = (++number).ToString(CultureInfo.InvariantCulture) }));
    }

    private static Scenario Create(string name, string title, object expected, byte[] body, Func<LowLevel, object?> run)
    {
        var (engine, canned) = (new LowLevel(Filled()), new LowLevel(CannedClient.Create(body)));
        return new(
            Area.Engine,
            $"engine-{name}",
            title,
            expected,
            new("embedded-engine", () => run(engine)),
            new Variant(CannedName, () => run(canned), HasLimit: false));
    }

    /// <summary>A table with the sample's members, their team and their organization.</summary>
    private static AmazonDynamoDBClient Filled()
    {
        var client = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { RecordRequests = false }).CreateClient();
        Scenario.Now(BenchTable.Over(client).EnsureTableAsync());
        var peer = new LowLevel(client);
        foreach (var member in Sample.Members(Items))
        {
            peer.Put(Sample.Tenant, member);
        }

        foreach (var (sortKey, type) in new[] { ($"TEAM#{Sample.TeamId}", nameof(Team)), ("#METADATA", nameof(Organization)) })
        {
            Scenario.Now(client.PutItemAsync(BenchTable.TableName, new Dictionary<string, AttributeValue>
            {
                ["pk"] = new(Sample.PartitionKey), ["sk"] = new(sortKey), ["_type"] = new($"{Sample.Tenant}#{type}"),
            }));
        }

        return client;
    }
}
