using System.Linq.Expressions;
using System.Text;
using SingleTable.Linq.Execution;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>A bound query is used again when its results are there: nothing of one use is in another, and nobody reads one that was given back.</summary>
[Collection(nameof(ReuseTests))]
[CollectionDefinition(nameof(ReuseTests), DisableParallelization = true)]
public sealed class ReuseTests : IDisposable
{
    private const int Most = 64;

    private readonly SaasTable _db = new(
        new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()) { TableName = $"Reuse{Guid.NewGuid():N}" }.ForTenant("acme"));

    public ReuseTests() => BoundQuery.IsReused = true;

    public void Dispose() => BoundQuery.IsReused = null;

    [Fact]
    public void A_seen_query_is_bound_with_the_array_of_its_values_alone()
    {
        foreach (var query in Queries("o1", "a").Take(4))
        {
            // The runtime's own code boxes characters until it is compiled for good, which it is some time after it ran often.
            var least = long.MaxValue;
            for (var i = 0; i < 200 && least > 1_000 * Most; i++)
            {
                least = Math.Min(least, Bind(query, 1_000));
                Thread.Sleep(least > 1_000 * Most ? 20 : 0);
            }

            least.ShouldBeLessThanOrEqualTo(1_000 * Most, query.ToString());
        }
    }

    [Fact]
    public void Nothing_of_one_use_is_in_the_next()
    {
        var queries = Queries("o1", "a").ToList();
        var fresh = queries.ConvertAll(q => Sent(_db.Executor.Bind(q)));
        fresh.Distinct().Count().ShouldBe(fresh.Count);
        foreach (var before in queries)
        {
            for (var i = 0; i < queries.Count; i++)
            {
                var used = _db.Executor.Bind(before);
                Use(used.Request);
                used.Release();
                var again = _db.Executor.Bind(queries[i]);
                again.ShouldBeSameAs(used);
                Sent(again).ShouldBe(fresh[i]);
                again.Release();
            }
        }
    }

    [Fact]
    public void Whoever_asks_one_that_was_given_back_is_told()
    {
        var query = _db.Executor.Bind(Queries("o1", "a").First());
        var request = query.Request!;
        query.Release();
        Should.Throw<ObjectDisposedException>(query.Release);
        Should.Throw<ObjectDisposedException>(() => query.Plan);
        Should.Throw<ObjectDisposedException>(() => request.Describe(showValues: true));
    }

    [Fact]
    public async Task An_interceptor_may_keep_a_request()
    {
        var kept = new Keeper();
        var options = new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()) { SensitiveLogging = true, Interceptors = [kept] };
        var db = new SaasTable(options.ForTenant("acme"));
        await db.EnsureTableAsync();
        foreach (var id in new[] { "t1", "t2" })
        {
            await db.Teams.FindAsync("o1", id);
            await db.Teams.Where(t => t.OrganizationId == "o1" && t.Name == id).ToListAsync();
        }

        kept.Requests.ConvertAll(r => r.Line).ShouldBe(
        [
            "GetItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t1",
            "Query MultiTenantApp  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team and Name = t1",
            "GetItem MultiTenantApp  pk = TENANT#acme#ORG#o1  sk = TEAM#t2",
            "Query MultiTenantApp  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team and Name = t2",
        ]);
    }

    [Fact]
    public async Task Every_query_gives_its_own_results_on_many_threads()
    {
        await _db.EnsureTableAsync();
        await SaasData.SeedAsync(_db, new SaasTable(new TableOptions<SaasTable>(_db.Options.Client) { TableName = _db.Options.TableName }.ForTenant("globex")));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(start => Task.Run(async () =>
        {
            var cases = QueryCases.All.ToList();
            for (var i = 0; i < cases.Count; i++)
            {
                var query = cases[(i + (start * 100)) % cases.Count];
                var (actual, expected) = await query.Run(_db);
                actual.ShouldBe(expected, query.Name);
            }
        })));
    }

    // What a page, a budget and an interceptor leave in a request.
    private static void Use(DescribedRequest? request)
    {
        if (request is null)
        {
            return;
        }

        (request.ReturnsCapacity, request.Repeats) = (true, 3);
        request.Attempted(2);
        if (request is PageRequest page)
        {
            (page.ExclusiveStartKey, page.MarkedKey, page.PagesRead) = ("{}"u8.ToArray(), "{}"u8.ToArray(), 7);
            (page.MostItems, page.Limit, page.Segment, page.ItemsRead, page.ItemsKept) = (5, 9, (1, 2), 11, 12);
        }
    }

    private static string Sent(BoundQuery query)
    {
        var text = new StringBuilder();
        foreach (var one in query.Singles)
        {
            foreach (var request in one.Splits.Select(s => s.Query.Request).Append(one.Request).OfType<DescribedRequest>())
            {
                using var body = DynamoJsonWriter.Rent();
                request.WriteBody(body);
                text.AppendLine(Encoding.UTF8.GetString(body.Written)).AppendLine(request.Describe(showValues: true));
                var page = request as PageRequest;
                text.AppendLine($"{request.Repeats} {request.Attempts} {page?.PagesRead} {page?.MarkedKey.Length} {page?.ItemsRead} {page?.ItemsKept}");
            }
        }

        return text.AppendLine($"{query.Wanted} {query.ExcludedKey} {query.OtherExcludedKey} {query.HasKeyValues} {query.Keys.Count} {query.Captured.Length} {query.MostChildren(0)}")
            .ToString();
    }

    private long Bind(Expression tree, int count)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            _db.Executor.Bind(tree).Release();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // The first ones name a key by its values, or are of all that begins with these.
    private IEnumerable<Expression> Queries(string org, string text) => new IQueryable[]
    {
        _db.Teams.Where(t => t.OrganizationId == org && t.Id == text),
        _db.Teams.Where(t => t.OrganizationId == org),
        _db.Teams.Where(t => t.OrganizationId == org && t.Name == text).Take(20),
        _db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).Where(o => o.Id == org),
        _db.Projects.Where(p => p.TeamId == org && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(20),
        _db.Teams.Where(t => t.OrganizationId == org && t.MemberCount > 3).OrderByDescending(t => t.Id).Take(7),
        _db.Teams.Where(t => t.OrganizationId == org).Select(t => new { t.Name, Text = text }),
        _db.Teams.Where(t => t.OrganizationId == org && t.Id.StartsWith(text)),
        _db.Teams.Where(t => t.OrganizationId == org && t.Id.CompareTo(text) < 0),
        _db.Organizations.Include(o => o.Teams.Take(2)).Where(o => o.Id == org),
        _db.Teams.Where(t => t.OrganizationId == org && new[] { "x", text }.Contains(t.Name)),
        _db.Teams.AllowScan().Where(t => t.Name == text),
        _db.Organizations.UsingIndex("TypeIndex").Take(3),
    }.Select(q => ((IEntityQuery)q).Expression);

    private sealed class Keeper : IRequestInterceptor
    {
        public List<InterceptedRequest> Requests { get; } = [];

        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return ValueTask.CompletedTask;
        }
    }
}
