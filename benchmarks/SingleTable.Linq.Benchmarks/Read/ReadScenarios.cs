using Amazon.Runtime.Endpoints;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Benchmarks.Read;

/// <summary>GetItem, Query and Include.</summary>
internal static class ReadScenarios
{
    // 1 MB is where the service ends a page
    private const int MegabyteOfItems = 1750;

    public static IEnumerable<Scenario> All => [GetItemLinq(), GetItemFind(), GetItemLinqOwnClient(), GetItemFindOwnClient(), Query100(), QueryMegabyte(), Include()];

    public static Scenario GetItemLinq() => GetItem("get-item-linq", Linq);

    public static Scenario GetItemFind() => GetItem("get-item-find", Find);

    /// <summary>With a client that remembers its endpoint; the peers' clients are as they come.</summary>
    public static Scenario GetItemLinqOwnClient() => GetItem("get-item-linq-own-client", Linq, new CachedEndpointProvider());

    /// <inheritdoc cref="GetItemLinqOwnClient"/>
    public static Scenario GetItemFindOwnClient() => GetItem("get-item-find-own-client", Find, new CachedEndpointProvider());

    public static Scenario Query100() => Query("query-100-linq", 100);

    public static Scenario QueryMegabyte() => Query("query-1mb-linq", MegabyteOfItems);

    public static Scenario Include()
    {
        var expected = Sample.Organization();
        var body = Bodies.Partition(expected);
        var table = Table(body);
        var lowLevel = new LowLevel(CannedClient.Create(body));
        return new(
            "include-1000",
            expected,
            new(Scenario.LibraryName, () => Include(table, Sample.OrganizationId)),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.PartitionAsync(Sample.Tenant, Sample.OrganizationId))));
    }

    private static Organization Include(BenchTable table, string organizationId) => Scenario.Now(
        table.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).SingleAsync(o => o.Id == organizationId));

    private static Task<TeamMember?> Linq(BenchTable table, string organizationId, string teamId, string id) =>
        table.Members.SingleOrDefaultAsync(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id);

    private static Task<TeamMember?> Find(BenchTable table, string organizationId, string teamId, string id) =>
        table.Members.FindAsync(organizationId, teamId, id);

    private static Scenario GetItem(
        string name, Func<BenchTable, string, string, string, Task<TeamMember?>> get, IEndpointProvider? endpoints = null)
    {
        var expected = Sample.Member(1);
        var body = Bodies.Get(expected);
        var (table, lowLevel, context) = (Table(body, endpoints), new LowLevel(CannedClient.Create(body)), new ObjectPersistence(CannedClient.Create(body)));
        return new(
            name,
            expected,
            new(Scenario.LibraryName, () => Scenario.Now(get(table, Sample.OrganizationId, Sample.TeamId, expected.Id))),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.GetAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, expected.Id))),
            new Variant(Scenario.ContextName, () => Scenario.Now(context.GetAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, expected.Id))));
    }

    private static Scenario Query(string name, int count)
    {
        var expected = Sample.Members(count);
        var body = Bodies.Page(expected);
        var (table, lowLevel, context) = (Table(body), new LowLevel(CannedClient.Create(body)), new ObjectPersistence(CannedClient.Create(body)));
        return new(
            name,
            expected,
            new(Scenario.LibraryName, () => Query(table, Sample.OrganizationId, Sample.TeamId)),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.QueryAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId))),
            new Variant(Scenario.ContextName, () => Scenario.Now(context.QueryAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId))));
    }

    // Parameters, so that each call has a closure of its own, as it has in an application.
    private static List<TeamMember> Query(BenchTable table, string organizationId, string teamId) =>
        Scenario.Now(table.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId).ToListAsync());

    private static BenchTable Table(byte[] body, IEndpointProvider? endpoints = null) =>
        new(new TableOptions<BenchTable>(CannedClient.Create(body, endpoints)).ForTenant(Sample.Tenant));
}
