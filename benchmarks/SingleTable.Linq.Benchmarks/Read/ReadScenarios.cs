using Amazon.Runtime.Endpoints;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Benchmarks.Read;

/// <summary>GetItem, Query, BatchGetItem and Include.</summary>
internal static class ReadScenarios
{
    // 1 MB is where the service ends a page
    private const int MegabyteOfItems = 1750;
    private const int BatchGetSize = 100;

    public static IEnumerable<Scenario> All =>
        [GetItemLinq(), GetItemFind(), GetItemLinqOwnClient(), GetItemFindOwnClient(), Query100(), QueryMegabyte(), BatchGet(), Include()];

    public static Scenario GetItemLinq() => GetItem("get-item-linq", "GetItem, LINQ", Linq);

    public static Scenario GetItemFind() => GetItem("get-item-find", "GetItem, FindAsync", Find);

    /// <summary>With a client that remembers its endpoint; the peers' clients are as they come.</summary>
    public static Scenario GetItemLinqOwnClient() => GetItem("get-item-linq-own-client", "GetItem, LINQ, own client", Linq, new CachedEndpointProvider());

    /// <inheritdoc cref="GetItemLinqOwnClient"/>
    public static Scenario GetItemFindOwnClient() =>
        GetItem("get-item-find-own-client", "GetItem, FindAsync, own client", Find, new CachedEndpointProvider());

    public static Scenario Query100() => Query("query-100-linq", "Query, 100 items", 100);

    public static Scenario QueryMegabyte() => Query("query-1mb-linq", "Query, 1 MB (1,750 items)", MegabyteOfItems);

    public static Scenario BatchGet()
    {
        var members = Sample.Members(BatchGetSize);
        var ids = members.ConvertAll(m => m.Id);
        var body = Bodies.Batch(members);
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Read,
            "batch-get-100",
            "BatchGetItem, 100 items",
            members,
            new(Scenario.LibraryName, () => BatchGet(table, Sample.OrganizationId, Sample.TeamId, ids)),
            WirePeers.Of(body, peer => peer.BatchGet(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, ids)));
    }

    public static Scenario Include()
    {
        var expected = Sample.Organization();
        var body = Bodies.Partition(expected);
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Include,
            "include-1000",
            "Include: 1 + 50 + 949 items",
            expected,
            new(Scenario.LibraryName, () => Include(table, Sample.OrganizationId)),
            WirePeers.OfSingleTable(body, peer => peer.Partition(Sample.Tenant, Sample.OrganizationId)));
    }

    private static Organization Include(BenchTable table, string organizationId) => Scenario.Now(
        table.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).SingleAsync(o => o.Id == organizationId));

    private static List<TeamMember> BatchGet(BenchTable table, string organizationId, string teamId, List<string> ids) => Scenario.Now(
        table.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && ids.Contains(m.Id)).ToListAsync());

    private static Task<TeamMember?> Linq(BenchTable table, string organizationId, string teamId, string id) =>
        table.Members.SingleOrDefaultAsync(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id);

    private static Task<TeamMember?> Find(BenchTable table, string organizationId, string teamId, string id) =>
        table.Members.FindAsync(organizationId, teamId, id);

    private static Scenario GetItem(
        string name, string title, Func<BenchTable, string, string, string, Task<TeamMember?>> get, IEndpointProvider? endpoints = null)
    {
        var expected = Sample.Member(1);
        var body = Bodies.Get(expected);
        var table = BenchTable.Over(CannedClient.Create(body, endpoints));
        return new(
            Area.Read,
            name,
            title,
            expected,
            new(Scenario.LibraryName, () => Scenario.Now(get(table, Sample.OrganizationId, Sample.TeamId, expected.Id))),
            [
                .. WirePeers.Of(body, peer => peer.Get(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, expected.Id)),
                .. endpoints is null ? [] : new[]
                {
                    PipelineAlone.Of(body, expected, db => Scenario.Now(get(db, Sample.OrganizationId, Sample.TeamId, expected.Id))),
                },
            ]);
    }

    private static Scenario Query(string name, string title, int count)
    {
        var expected = Sample.Members(count);
        var body = Bodies.Page(expected);
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Read,
            name,
            title,
            expected,
            new(Scenario.LibraryName, () => Query(table, Sample.OrganizationId, Sample.TeamId)),
            WirePeers.Of(body, peer => peer.Query(Sample.Tenant, Sample.OrganizationId, Sample.TeamId)));
    }

    // Parameters, so that each call has a closure of its own, as it has in an application.
    private static List<TeamMember> Query(BenchTable table, string organizationId, string teamId) =>
        Scenario.Now(table.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId).ToListAsync());
}
