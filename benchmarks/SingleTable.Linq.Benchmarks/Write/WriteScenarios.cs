using Amazon.Runtime.Endpoints;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Benchmarks.Write;

/// <summary>PutItem, UpdateItem, BatchWriteItem and TransactWriteItems.</summary>
internal static class WriteScenarios
{
    private const int BatchWriteSize = 25;
    private const int Logins = 5;

    public static IEnumerable<Scenario> All =>
    [
        Put(), PutOwnClient(), Update(), UpdateOwnClient(), UpdateLoadedOwnClient(), BatchWrite(), BatchWriteOwnClient(), Transact(), TransactOwnClient(),
        TransactLoadedOwnClient(),
    ];

    public static Scenario Put() => Put("put-item", "PutItem");

    /// <summary>With a client that remembers its endpoint; the peers' clients are as they come.</summary>
    public static Scenario PutOwnClient() => Put("put-item-own-client", "PutItem, own client", new CachedEndpointProvider());

    public static Scenario Update() => Update("update-item", "UpdateItem with condition", Update);

    /// <inheritdoc cref="PutOwnClient"/>
    public static Scenario UpdateOwnClient() =>
        Update("update-item-own-client", "UpdateItem with condition, own client", Update, new CachedEndpointProvider());

    /// <summary>Of an entity that was read before, so that no query names the item; with a client that remembers its endpoint.</summary>
    public static Scenario UpdateLoadedOwnClient() =>
        Update("update-loaded-own-client", "UpdateItem of a loaded entity, own client", UpdateLoaded, new CachedEndpointProvider());

    public static Scenario BatchWrite() => BatchWrite("batch-write-25", "BatchWriteItem, 25 items");

    /// <inheritdoc cref="PutOwnClient"/>
    public static Scenario BatchWriteOwnClient() => BatchWrite("batch-write-25-own-client", "BatchWriteItem, 25 items, own client", new CachedEndpointProvider());

    public static Scenario Transact() => Transact("transact-3", "TransactWriteItems, 3 actions", Transact);

    /// <inheritdoc cref="PutOwnClient"/>
    public static Scenario TransactOwnClient() =>
        Transact("transact-3-own-client", "TransactWriteItems, 3 actions, own client", Transact, new CachedEndpointProvider());

    /// <inheritdoc cref="UpdateLoadedOwnClient"/>
    public static Scenario TransactLoadedOwnClient() =>
        Transact("transact-3-loaded-own-client", "TransactWriteItems, loaded entities, own client", TransactLoaded(), new CachedEndpointProvider());

    private static Scenario Put(string name, string title, IEndpointProvider? endpoints = null)
    {
        var member = Sample.Member(1);
        var body = "{}"u8.ToArray();
        var table = BenchTable.Over(CannedClient.Create(body, endpoints));
        return new(
            Area.Write,
            name,
            title,
            member,
            new(Scenario.LibraryName, () => Scenario.Now(table.Members.PutAsync(member))),
            [
                .. WirePeers.Of(body, peer => peer.Put(Sample.Tenant, member)),
                .. Pipeline(endpoints, body, member, db => Scenario.Now(db.Members.PutAsync(member))),
            ]);
    }

    private static Scenario Update(
        string name, string title, Func<BenchTable, TeamMember, string, int, TeamMember> update, IEndpointProvider? endpoints = null)
    {
        var member = Sample.Member(1);
        var body = Bodies.Updated(member);
        var table = BenchTable.Over(CannedClient.Create(body, endpoints));
        return new(
            Area.Write,
            name,
            title,
            member,
            new(Scenario.LibraryName, () => update(table, member, member.Username, Logins)),
            [
                .. WirePeers.OfSingleTable(
                    body,
                    peer => peer.Update(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, member.Id, member.Username, Logins)),
                .. Pipeline(endpoints, body, member, db => update(db, member, member.Username, Logins)),
            ]);
    }

    private static Scenario BatchWrite(string name, string title, IEndpointProvider? endpoints = null)
    {
        var members = Sample.Members(BatchWriteSize);
        var body = """{"UnprocessedItems":{}}"""u8.ToArray();
        var table = BenchTable.Over(CannedClient.Create(body, endpoints));
        return new(
            Area.Write,
            name,
            title,
            BatchWriteSize,
            new(Scenario.LibraryName, () => BatchWrite(table, members)),
            [
                .. WirePeers.Of(body, peer => peer.BatchWrite(Sample.Tenant, members)),
                .. Pipeline(endpoints, body, BatchWriteSize, db => BatchWrite(db, members)),
            ]);
    }

    private static Scenario Transact(string name, string title, Action<BenchTable, TeamMember> transact, IEndpointProvider? endpoints = null)
    {
        var member = Sample.Member(1);
        var body = "{}"u8.ToArray();
        var table = BenchTable.Over(CannedClient.Create(body, endpoints));
        return new(
            Area.Write,
            name,
            title,
            3,
            new(Scenario.LibraryName, () =>
            {
                transact(table, member);
                return 3;
            }),
            [
                .. WirePeers.OfSingleTable(body, peer => peer.Transact(Sample.Tenant, member)),
                .. Pipeline(endpoints, body, 3, db => transact(db, member)),
            ]);
    }

    // What is left of the call without the library: beside the scenarios whose client is as good.
    private static IEnumerable<Variant> Pipeline(IEndpointProvider? endpoints, byte[] body, object expected, Action<BenchTable> call) =>
        endpoints is null ? [] : [PipelineAlone.Of(body, expected, call)];

    private static TeamMember Update(BenchTable db, TeamMember member, string username, int logins) =>
        Update(db, member.OrganizationId, member.TeamId, member.Id, username, logins);

    private static TeamMember Update(BenchTable db, string organizationId, string teamId, string id, string username, int logins) => Scenario.Now(
        db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id)
            .UpdateAsync(u => u.Set(m => m.Username, username), when: m => m.LoginCount >= logins));

    private static int BatchWrite(BenchTable db, List<TeamMember> members)
    {
        db.Members.BatchPutAsync(members).GetAwaiter().GetResult();
        return members.Count;
    }

    private static TeamMember UpdateLoaded(BenchTable db, TeamMember member, string username, int logins) =>
        Scenario.Now(db.Members.UpdateAsync(member, u => u.Set(m => m.Username, username), when: m => m.LoginCount >= logins));

    private static void Transact(BenchTable db, TeamMember member) => Transact(db, member, member.OrganizationId, member.TeamId);

    private static void Transact(BenchTable db, TeamMember member, string organizationId, string teamId) => db.Transaction()
        .Create(member)
        .Update(db.Teams.Where(t => t.OrganizationId == organizationId && t.Id == teamId), u => u.Add(t => t.MemberCount, 1))
        .Update(db.Organizations.Where(o => o.Id == organizationId), u => u.Add(o => o.MaxUsers, 1))
        .CommitAsync().GetAwaiter().GetResult();

    private static Action<BenchTable, TeamMember> TransactLoaded()
    {
        var team = new Team { Id = Sample.TeamId, TenantId = Sample.Tenant, OrganizationId = Sample.OrganizationId, Name = "Platform", MemberCount = 3 };
        var organization = new Organization { Id = Sample.OrganizationId, TenantId = Sample.Tenant, Name = "Acme", MaxUsers = 100 };
        return (db, member) => db.Transaction()
            .Create(member)
            .Update(team, u => u.Add(t => t.MemberCount, 1))
            .Update(organization, u => u.Add(o => o.MaxUsers, 1))
            .CommitAsync().GetAwaiter().GetResult();
    }
}
