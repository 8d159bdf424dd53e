using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;

namespace SingleTable.Linq.Benchmarks.ColdStart;

/// <summary>The first call that a process makes: client, model, translation and materialization included. Each runs in a process of its own.</summary>
internal static class FirstCall
{
    public const string LowLevelGet = "low-level-get-item";
    public const string LowLevelQuery = "low-level-query";
    public const string Find = "find";
    public const string Linq = "linq-get-item";
    public const string LinqQuery = "linq-query";
    public const string Compiled = "compiled-query";

    private const int Items = 100;

    public static IReadOnlyList<(string Name, string Baseline)> Compared =>
        [(Find, LowLevelGet), (Linq, LowLevelGet), (LinqQuery, LowLevelQuery), (Compiled, LowLevelQuery)];

    public static object? Run(string name)
    {
        var member = Sample.Member(1);
        return name switch
        {
            LowLevelGet => Scenario.Now(new LowLevel(CannedClient.Create(Bodies.Get(member)))
                .GetAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, member.Id)),
            LowLevelQuery => Scenario.Now(new LowLevel(CannedClient.Create(Bodies.Page(Sample.Members(Items))))
                .QueryAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId)),
            Find => Scenario.Now(Table(Bodies.Get(member)).Members.FindAsync(Sample.OrganizationId, Sample.TeamId, member.Id)),
            Linq => Scenario.Now(Get(Table(Bodies.Get(member)), Sample.OrganizationId, Sample.TeamId, member.Id)),
            LinqQuery => Scenario.Now(Query(Table(Bodies.Page(Sample.Members(Items))), Sample.OrganizationId, Sample.TeamId)),
            Compiled => Scenario.Now(CompiledQuery.Create(
                    (BenchTable db, string organization, string team) => db.Members.Where(m => m.OrganizationId == organization && m.TeamId == team))
                (Table(Bodies.Page(Sample.Members(Items))), Sample.OrganizationId, Sample.TeamId).ToListAsync()),
            _ => throw new ArgumentException($"There is no first call '{name}'.", nameof(name)),
        };
    }

    private static Task<TeamMember?> Get(BenchTable db, string organizationId, string teamId, string id) =>
        db.Members.SingleOrDefaultAsync(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id);

    private static Task<List<TeamMember>> Query(BenchTable db, string organizationId, string teamId) =>
        db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId).ToListAsync();

    private static BenchTable Table(byte[] body) => new(new TableOptions<BenchTable>(CannedClient.Create(body)).ForTenant(Sample.Tenant));
}
