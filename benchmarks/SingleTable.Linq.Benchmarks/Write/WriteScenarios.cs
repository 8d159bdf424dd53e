using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;

namespace SingleTable.Linq.Benchmarks.Write;

/// <summary>PutItem, UpdateItem, BatchWriteItem, BatchGetItem and TransactWriteItems.</summary>
internal static class WriteScenarios
{
    private const int BatchWriteSize = 25;
    private const int BatchGetSize = 100;
    private const int Logins = 5;

    public static IEnumerable<Scenario> All => [Put(), Update(), BatchWrite(), BatchGet(), Transact()];

    public static Scenario Put()
    {
        var member = Sample.Member(1);
        var (db, lowLevel, context) = Clients("{}"u8.ToArray());
        return new(
            "put-item",
            member,
            new(Scenario.LibraryName, () => Scenario.Now(db.Members.PutAsync(member))),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.PutAsync(Sample.Tenant, member))),
            new Variant(Scenario.ContextName, () => Scenario.Now(context.PutAsync(Sample.Tenant, member))));
    }

    public static Scenario Update()
    {
        var member = Sample.Member(1);
        var (db, lowLevel, _) = Clients(Bodies.Updated(member));
        return new(
            "update-item",
            member,
            new(Scenario.LibraryName, () => Update(db, Sample.OrganizationId, Sample.TeamId, member.Id, member.Username, Logins)),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(
                lowLevel.UpdateAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, member.Id, member.Username, Logins))));
    }

    public static Scenario BatchWrite()
    {
        var members = Sample.Members(BatchWriteSize);
        var (db, lowLevel, context) = Clients("""{"UnprocessedItems":{}}"""u8.ToArray());
        return new(
            "batch-write-25",
            BatchWriteSize,
            new(Scenario.LibraryName, () => BatchWrite(db, members)),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.BatchWriteAsync(Sample.Tenant, members))),
            new Variant(Scenario.ContextName, () => Scenario.Now(context.BatchWriteAsync(Sample.Tenant, members))));
    }

    public static Scenario BatchGet()
    {
        var members = Sample.Members(BatchGetSize);
        var ids = members.ConvertAll(m => m.Id);
        var (db, lowLevel, context) = Clients(Bodies.Batch(members));
        return new(
            "batch-get-100",
            members,
            new(Scenario.LibraryName, () => BatchGet(db, Sample.OrganizationId, Sample.TeamId, ids)),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.BatchGetAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, ids))),
            new Variant(Scenario.ContextName, () => Scenario.Now(context.BatchGetAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, ids))));
    }

    public static Scenario Transact()
    {
        var member = Sample.Member(1);
        var (db, lowLevel, _) = Clients("{}"u8.ToArray());
        return new(
            "transact-3",
            3,
            new(Scenario.LibraryName, () => Transact(db, member)),
            new Variant(Scenario.LowLevelName, () => Scenario.Now(lowLevel.TransactAsync(Sample.Tenant, member))));
    }

    private static TeamMember Update(BenchTable db, string organizationId, string teamId, string id, string username, int logins) => Scenario.Now(
        db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id)
            .UpdateAsync(u => u.Set(m => m.Username, username), when: m => m.LoginCount >= logins));

    private static int BatchWrite(BenchTable db, List<TeamMember> members)
    {
        db.Members.BatchPutAsync(members).GetAwaiter().GetResult();
        return members.Count;
    }

    private static List<TeamMember> BatchGet(BenchTable db, string organizationId, string teamId, List<string> ids) => Scenario.Now(
        db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && ids.Contains(m.Id)).ToListAsync());

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

    private static (BenchTable Db, LowLevel LowLevel, ObjectPersistence Context) Clients(byte[] body) => (
        new(new TableOptions<BenchTable>(CannedClient.Create(body)).ForTenant(Sample.Tenant)), new(CannedClient.Create(body)),
        new(CannedClient.Create(body)));
}
