using CsCheck;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Several partitions read as one list: in order, page by page, and no more of any of them than is needed.</summary>
public class MergedPartsTests : EngineTests<Embedded>
{
    private const int TeamCount = 4;
    private const int ProjectsOfEach = 12;

    // Five of them fill a page of 1 MB.
    private static readonly string s_large = new('x', 200_000);

    private static readonly List<Project> s_projects =
    [
        .. Enumerable.Range(0, TeamCount * ProjectsOfEach).Select(i => new Project
        {
            TenantId = "acme", TeamId = $"m{i % TeamCount}", Id = $"p{i * 7 % 100:D3}", Name = s_large, TaskCount = i % 3, CreatedAt = SaasData.Day.AddMinutes(i * 11 % 50),
        }),
    ];

    protected override Task SeedAsync() => Db.Projects.BatchPutAsync(s_projects);

    [Fact]
    public async Task A_stream_in_order_reads_a_page_of_each_partition_and_then_only_where_the_next_result_is()
    {
        string[] teams = ["m0", "m1", "m2"];
        var query = Db.Projects.Where(p => teams.Contains(p.TeamId)).OrderBy(p => p.Id);
        var expected = s_projects.Where(p => teams.Contains(p.TeamId)).OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => p.Id).ToList();
        var requests = new List<int>();
        var seen = new List<string>();
        await foreach (var project in query.AsAsyncEnumerable())
        {
            seen.Add(project.Id);
            requests.Add(TakeRequests().Count);
        }

        seen.ShouldBe(expected);

        // One request for each at the start, never more than one for a result, and all pages once: 12 items of 5 a page are 3 pages.
        requests[0].ShouldBe(teams.Length);
        requests.Skip(1).Max().ShouldBe(1);
        (requests.Sum() + TakeRequests().Count).ShouldBe(teams.Length * 3);
    }

    [Fact]
    public async Task A_loop_that_ends_early_leaves_the_rest_unread()
    {
        string[] teams = ["m3", "m1"];
        await foreach (var project in Db.Projects.Where(p => teams.Contains(p.TeamId)).OrderByDescending(p => p.Id).AsAsyncEnumerable())
        {
            project.Id.ShouldBe(s_projects.Where(p => teams.Contains(p.TeamId)).Max(p => p.Id));
            break;
        }

        TakeRequests().Count.ShouldBe(teams.Length);

        // Without an order the partitions follow each other.
        await foreach (var project in Db.Projects.Where(p => teams.Contains(p.TeamId)).AsAsyncEnumerable())
        {
            project.TeamId.ShouldBe("m3");
            break;
        }

        TakeRequests().ShouldHaveSingleItem().ShouldContain("TEAM#m3");
    }

    [Fact]
    public async Task Keys_are_streamed_a_hundred_at_a_time()
    {
        var ids = Enumerable.Range(0, 250).Select(i => $"p{i:D3}").ToList();
        var found = new List<string>();
        await foreach (var project in Db.Projects.Where(p => p.TeamId == "m0" && ids.Contains(p.Id)).Select(p => new { p.Id }).AsAsyncEnumerable())
        {
            found.Add(project.Id);
            if (found.Count == 1)
            {
                TakeRequests().Count.ShouldBe(1);
            }
        }

        found.ShouldBe(s_projects.Where(p => p.TeamId == "m0").Select(p => p.Id).Order(StringComparer.Ordinal));
        TakeRequests().Count.ShouldBe(2);
    }

    [Fact]
    public void Any_order_and_Take_gives_what_LINQ_to_Objects_gives_with_one_request_for_a_page() => Gen.Select(
            Gen.Int[0, TeamCount].Array[1, 6], Gen.Int[0, 3], Gen.Int[1, 30], Gen.Bool)
        .Sample(
            (numbers, order, take, isTaken) =>
            {
                var teams = numbers.Select(n => $"m{n}").ToList();
                IQueryable<string> Query(IQueryable<Project> projects)
                {
                    var some = projects.Where(p => teams.Contains(p.TeamId));
                    var ordered = order switch
                    {
                        0 => some.OrderBy(p => p.Id),
                        1 => some.OrderByDescending(p => p.Id),
                        2 => some.Where(p => p.TaskCount > 0).OrderBy(p => p.Id),
                        _ => some.Where(p => p.TaskCount == 5).OrderBy(p => p.Id),
                    };
                    return (isTaken ? ordered.Take(take) : ordered).Select(p => p.TeamId + p.Id);
                }

                TakeRequests();
                var actual = Query(Db.Projects).ToListAsync().GetAwaiter().GetResult();
                actual.ShouldBe(Query(s_projects.AsQueryable()).ToList());
                var pages = isTaken && order < 2 ? (take + 4) / 5 : 3;
                TakeRequests().Count.ShouldBeLessThanOrEqualTo(teams.Distinct().Count() * pages);
            },
            iter: 60, threads: 1);
}
