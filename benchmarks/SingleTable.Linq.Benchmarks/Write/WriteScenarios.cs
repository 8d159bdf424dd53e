using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;

namespace SingleTable.Linq.Benchmarks.Write;

/// <summary>PutItem, UpdateItem, BatchWriteItem and TransactWriteItems.</summary>
internal static class WriteScenarios
{
    private const int BatchWriteSize = 25;
    private const int Logins = 5;

    public static IEnumerable<Scenario> All => [Put(), Update(), BatchWrite(), Transact()];

    public static Scenario Put()
    {
        var member = Sample.Member(1);
        var body = "{}"u8.ToArray();
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Write,
            "put-item",
            "PutItem",
            member,
            new(Scenario.LibraryName, () => Scenario.Now(table.Members.PutAsync(member))),
            WirePeers.Of(body, peer => peer.Put(Sample.Tenant, member)));
    }

    public static Scenario Update()
    {
        var member = Sample.Member(1);
        var body = Bodies.Updated(member);
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Write,
            "update-item",
            "UpdateItem with condition",
            member,
            new(Scenario.LibraryName, () => Update(table, Sample.OrganizationId, Sample.TeamId, member.Id, member.Username, Logins)),
            WirePeers.OfSingleTable(
                body,
                peer => peer.Update(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, member.Id, member.Username, Logins)));
    }

    public static Scenario BatchWrite()
    {
        var members = Sample.Members(BatchWriteSize);
        var body = """{"UnprocessedItems":{}}"""u8.ToArray();
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Write,
            "batch-write-25",
            "BatchWriteItem, 25 items",
            BatchWriteSize,
            new(Scenario.LibraryName, () => BatchWrite(table, members)),
            WirePeers.Of(body, peer => peer.BatchWrite(Sample.Tenant, members)));
    }

    public static Scenario Transact()
    {
        var member = Sample.Member(1);
        var body = "{}"u8.ToArray();
        var table = BenchTable.Over(CannedClient.Create(body));
        return new(
            Area.Write,
            "transact-3",
            "TransactWriteItems, 3 actions",
            3,
            new(Scenario.LibraryName, () => Transact(table, member)),
            WirePeers.OfSingleTable(body, peer => peer.Transact(Sample.Tenant, member)));
    }

    private static TeamMember Update(BenchTable db, string organizationId, string teamId, string id, string username, int logins) => Scenario.Now(
        db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id)
            .UpdateAsync(u => u.Set(m => m.Username, username), when: m => m.LoginCount >= logins));

    private static int BatchWrite(BenchTable db, List<TeamMember> members)
    {
        db.Members.BatchPutAsync(members).GetAwaiter().GetResult();
        return members.Count;
    }

    private static int Transact(BenchTable db, TeamMember member)
    {
        var (organizationId, teamId) = (member.OrganizationId, member.TeamId);
        db.Transaction()
            .Create(member)
            .Update(db.Teams.Where(t => t.OrganizationId == organizationId && t.Id == teamId), u => u.Add(t => t.MemberCount, 1))
            .Update(db.Organizations.Where(o => o.Id == organizationId), u => u.Add(o => o.MaxUsers, 1))
            .CommitAsync().GetAwaiter().GetResult();
        return 3;
    }
}
