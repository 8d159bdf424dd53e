using System.Globalization;
using System.Linq.Expressions;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Ratios;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Benchmarks.Seen;

/// <summary>
/// What a query that was seen before costs beside the tree that the compiler builds for it at each call: <c>find</c> is to know it again, to see that its
/// plan still holds, and to take its values; <c>bind</c> is that, and the request with the text of its keys, which every way to ask makes.
/// </summary>
internal static class SeenCommand
{
    public static int Run(int rounds)
    {
        var table = new BenchTable(new TableOptions<BenchTable>(CannedClient.Create([])).ForTenant(Sample.Tenant));
        var queries = new (string Name, Func<string, string, string, Expression> Tree)[]
        {
            ("get-item", (org, team, id) => Tree(table.Members.Where(m => m.OrganizationId == org && m.TeamId == team && m.Id == id))),
            ("query", (org, team, _) => Tree(table.Members.Where(m => m.OrganizationId == org && m.TeamId == team))),
            ("query-filter", (org, team, name) => Tree(table.Members.Where(m => m.OrganizationId == org && m.TeamId == team && m.Username == name).Take(20))),
            ("include", (org, _, _) => Tree(table.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).Where(o => o.Id == org))),
        };
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"# {ThreadClock.Description}, minimum of {rounds} interleaved rounds; .NET {Environment.Version}"));
        foreach (var (name, tree) in queries)
        {
            Func<Expression> build = () => tree(Sample.OrganizationId, Sample.TeamId, "0198f3c3-0001-7a10-8c2b-9b1deb4d3b7d");
            var built = build();
            var costs = new Interleaved([build, () => table.Executor.Find(built, out _), () => Bind(table, built)]).Measure(rounds);
            Print($"SEEN {name} tree", costs[0]);
            Print($"SEEN {name} find", costs[1]);
            Print($"SEEN {name} bind", costs[2]);
        }

        return 0;
    }

    private static Expression Tree(IQueryable query) => ((IEntityQuery)query).Expression;

    // Given back, as by every call whose results are there.
    private static object? Bind(BenchTable table, Expression tree)
    {
        table.Executor.Bind(tree).Release();
        return null;
    }

    private static void Print(string what, Cost cost) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} time={cost.Nanoseconds / 1000:F2}us alloc={cost.Bytes:F0}B"));
}
