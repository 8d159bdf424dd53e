using System.Diagnostics;
using System.Globalization;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Ratios;

namespace SingleTable.Linq.Benchmarks.Growth;

/// <summary>How cost grows: a query of more and more pages, an Include of more and more items, and a stream that is longer than the memory is large.</summary>
internal static class GrowthCommand
{
    private const int ItemsOfPage = 100;
    private const int ItemsOfLargePage = 1000;

    public static int Run(int rounds)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"# for each item; {ThreadClock.Description}, minimum of {rounds} interleaved rounds; .NET {Environment.Version}"));
        Measure("pages", rounds, [1, 10, 100], pages =>
        {
            var items = pages * ItemsOfPage;
            var table = Table(Bodies.Pages(Enumerable.Range(1, items).Select(i => Sample.Member(i)), ItemsOfPage));
            return (items, () => Counted(items, List(table, Sample.OrganizationId, Sample.TeamId).Count));
        });
        Measure("include", rounds, [1_000, 10_000, 100_000], items =>
        {
            var teams = items / 20;
            var table = Table(Bodies.Pages(Sample.Organization(teams, items - teams - 1), ItemsOfLargePage));
            return (items, () => Counted(teams, Include(table, Sample.OrganizationId).Teams.Count));
        });
        Measure("same-objects-without-a-query", rounds, [1_000, 10_000, 100_000], items =>
        {
            var teams = items / 20;
            var organization = Sample.Organization(teams, items - teams - 1);
            return (items, () => Counted(teams, Copy(organization).Teams.Count));
        });
        return StreamCommand.RunInOwnProcess();
    }

    /// <summary>
    /// The objects of an Include, made of others and nothing else done: what of the growth is the garbage collector's, that moves what lives. Texts that the
    /// readers of items share are shared here too.
    /// </summary>
    private static Organization Copy(Organization organization) => organization with
    {
        Teams =
        [
            .. organization.Teams.Select(t => t with
            {
                Id = new string(t.Id.AsSpan()),
                Name = new string(t.Name.AsSpan()),
                Members = [.. t.Members.Select(m => m with { Id = new string(m.Id.AsSpan()), Username = new string(m.Username.AsSpan()), Email = new string(m.Email.AsSpan()) })],
            }),
        ],
    };

    private static void Measure(string name, int rounds, int[] sizes, Func<int, (int Items, Func<object?> Run)> make)
    {
        var variants = sizes.Select(make).ToList();
        var costs = new Interleaved([.. variants.Select(v => v.Run)]).Measure(rounds);
        for (var i = 0; i < sizes.Length; i++)
        {
            var items = variants[i].Items;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"GROWTH {name} {sizes[i]} time={costs[i].Nanoseconds / items:F0}ns alloc={costs[i].Bytes / items:F1}B"));
        }
    }

    private static object Counted(int expected, int actual) =>
        actual == expected ? actual : throw new InvalidOperationException($"{actual} results and not {expected}.");

    // Parameters, so that each call has a closure of its own, as it has in an application.
    private static List<TeamMember> List(BenchTable table, string organizationId, string teamId) =>
        Scenario.Now(table.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId).ToListAsync());

    private static Organization Include(BenchTable table, string organizationId) => Scenario.Now(
        table.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).SingleAsync(o => o.Id == organizationId));

    private static BenchTable Table(List<byte[]> pages) =>
        new(new TableOptions<BenchTable>(CannedClient.Create(new CannedService(pages))).ForTenant(Sample.Tenant));
}
