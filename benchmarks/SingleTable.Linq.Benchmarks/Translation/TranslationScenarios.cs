using System.Linq.Expressions;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Benchmarks.Translation;

/// <summary>From a query to a request that is ready to send, the tree that C# builds included.</summary>
internal static class TranslationScenarios
{
    public const string PlainName = "first-seen";
    public const string RelinqName = "first-seen-relinq";
    public const string CompiledName = "compiled";

    public static IEnumerable<Scenario> All => [Query()];

    public static Scenario Query()
    {
        var table = BenchTable.Over(CannedClient.Create([]));
        var compiled = new CompiledPlans(
            (BenchTable db, string organization, string team, int logins) =>
                db.Members.Where(m => m.OrganizationId == organization && m.TeamId == team && m.LoginCount > logins).OrderBy(m => m.Id),
            name: null);
        return new(
            Area.Translation,
            "translate-query",
            "A query, up to its request",
            Explanations.Text(Seen(table, Sample.OrganizationId, Sample.TeamId, 1)),
            new("seen-before", GivenBack(() => Seen(table, Sample.OrganizationId, Sample.TeamId, 1))),
            new(CompiledName, GivenBack(() => compiled.Call(table, Sample.OrganizationId, Sample.TeamId, 1).Bind(null)), HasLimit: false),
            new(PlainName, () => FirstSeen(table, Plain(table, Sample.OrganizationId, Sample.TeamId, 1)), HasLimit: false),
            new(RelinqName, () => FirstSeen(table, ForRelinq(table, Sample.OrganizationId, Sample.TeamId, 1)), HasLimit: false));
    }

    /// <summary>Gives back what the call before gave, as every query is when its results are there.</summary>
    private static Func<BoundQuery> GivenBack(Func<BoundQuery> bind)
    {
        BoundQuery? last = null;
        return () =>
        {
            last?.Release();
            return last = bind();
        };
    }

    private static BoundQuery Seen(BenchTable table, string organizationId, string teamId, int logins) =>
        table.Executor.Bind(Plain(table, organizationId, teamId, logins));

    /// <summary>What a query costs that the table's plans do not hold yet.</summary>
    private static BoundQuery FirstSeen(BenchTable table, Expression query)
    {
        using var fingerprint = QueryFingerprint.Of(query);
        var leaves = fingerprint.CopyLeaves();
        return table.Executor.Bind(QueryPlanner.Plan(query, leaves, table.RuntimeState.Model, QueryPlanner.Plan), leaves);
    }

    private static Expression Plain(BenchTable table, string organizationId, string teamId, int logins) => table.Members
        .Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.LoginCount > logins).OrderBy(m => m.Id).Expression;

    // The same query, but no plain chain: the own parser leaves a "let" to re-linq.
    private static Expression ForRelinq(BenchTable table, string organizationId, string teamId, int logins) =>
        (from m in table.Members
         let organization = m.OrganizationId
         where organization == organizationId && m.TeamId == teamId && m.LoginCount > logins
         orderby m.Id
         select m).Expression;
}
