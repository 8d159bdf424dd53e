using Amazon.DynamoDBv2;
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

    public const int Items = 100;

    public static IReadOnlyList<(string Name, string Baseline)> Compared =>
        [(Find, LowLevelGet), (Linq, LowLevelGet), (LinqQuery, LowLevelQuery), (Compiled, LowLevelQuery)];

    /// <summary>Each first call in one process, where none but the first is one: for a look at their results.</summary>
    public static IEnumerable<Scenario> All => Compared.GroupBy(c => c.Baseline).Select(calls => new Scenario(
        Area.ColdStart,
        calls.Key == LowLevelGet ? "first-get-item" : "first-query",
        calls.Key == LowLevelGet ? "First call, GetItem" : "First call, Query",
        Expected(calls.Key),
        Variant(calls.First().Name),
        [Variant(calls.Key), .. calls.Skip(1).Select(c => Variant(c.Name))]));

    /// <summary>Throws when a first call gave something else than it must.</summary>
    public static void Check(string name, object? result)
    {
        var baseline = Compared.FirstOrDefault(c => c.Name == name).Baseline ?? name;
        new Scenario(Area.ColdStart, name, name, Expected(baseline), new(name, () => result)).Check();
    }

    /// <summary>One of them.</summary>
    /// <param name="name">Which.</param>
    /// <param name="endpoint">The service, which is in this process unless told.</param>
    public static object? Run(string name, Uri? endpoint = null) => name switch
    {
        LowLevelGet => End(new LowLevel(Client(endpoint, isQuery: false)).GetAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId, Sample.Member(1).Id)),
        LowLevelQuery => End(new LowLevel(Client(endpoint, isQuery: true)).QueryAsync(Sample.Tenant, Sample.OrganizationId, Sample.TeamId)),
        Find => End(Table(endpoint, isQuery: false).Members.FindAsync(Sample.OrganizationId, Sample.TeamId, Sample.Member(1).Id)),
        Linq => End(Get(Table(endpoint, isQuery: false), Sample.OrganizationId, Sample.TeamId, Sample.Member(1).Id)),
        LinqQuery => End(Query(Table(endpoint, isQuery: true), Sample.OrganizationId, Sample.TeamId)),
        Compiled => End(CompiledQuery.Create(
                (BenchTable db, string organization, string team) => db.Members.Where(m => m.OrganizationId == organization && m.TeamId == team))
            (Table(endpoint, isQuery: true), Sample.OrganizationId, Sample.TeamId).ToListAsync()),
        _ => throw new ArgumentException($"There is no first call '{name}'.", nameof(name)),
    };

    private static object Expected(string baseline) => baseline == LowLevelGet ? Sample.Member(1) : Sample.Members(Items);

    // The answer of another process takes its time.
    private static T End<T>(Task<T> call) => call.GetAwaiter().GetResult();

    private static Variant Variant(string name) => new(name, () => Run(name));

    private static Task<TeamMember?> Get(BenchTable db, string organizationId, string teamId, string id) =>
        db.Members.SingleOrDefaultAsync(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == id);

    private static Task<List<TeamMember>> Query(BenchTable db, string organizationId, string teamId) =>
        db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId).ToListAsync();

    private static BenchTable Table(Uri? endpoint, bool isQuery) => BenchTable.Over(Client(endpoint, isQuery));

    private static AmazonDynamoDBClient Client(Uri? endpoint, bool isQuery) => endpoint is not null
        ? CannedClient.Create(endpoint)
        : CannedClient.Create(isQuery ? Bodies.Page(Sample.Members(Items)) : Bodies.Get(Sample.Member(1)));
}
