using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public class PlanCacheTests
{
    private readonly SaasTable _db = new(
        new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()) { TableName = $"Cache{Guid.NewGuid():N}" }.ForTenant("acme"));

    private long Misses => _db.RuntimeState.Plans.Misses;

    [Fact]
    public void A_query_that_was_seen_is_not_translated_again()
    {
        string Explain(string org, string name) => _db.Teams.Where(t => t.OrganizationId == org && t.Name == name).Explain();
        Explain("o1", "a").ShouldContain("ORG#o1");
        var before = Misses;
        Explain("o2", "b").ShouldContain("ORG#o2");
        Explain("o2", "b").ShouldContain("Name = b");
        Misses.ShouldBe(before);
    }

    [Fact]
    public void What_shapes_the_plan_gets_a_plan_of_its_own()
    {
        string Explain(string? text, bool all) => _db.Teams.Where(t => t.OrganizationId == "o" && (all || t.Description == text)).Explain();
        Explain("a", false).ShouldContain("Description = a");
        Explain(null, false).ShouldContain("Description is null");
        Explain("b", true).ShouldNotContain("Description");
        Explain("c", false).ShouldContain("Description = c");
        var before = Misses;
        Explain(null, false).ShouldContain("Description is null");
        Explain("d", true).ShouldNotContain("Description");
        Misses.ShouldBe(before);
    }

    [Fact]
    public void Constants_are_values_too()
    {
        _db.Teams.Where(t => t.OrganizationId == "a").Explain().ShouldContain("ORG#a");
        _db.Teams.Where(t => t.OrganizationId == "b").Explain().ShouldContain("ORG#b");
    }

    [Fact]
    public async Task Values_never_cross_between_threads()
    {
        var tasks = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var (org, name) = ($"o{thread}", $"n{i}");
                var line = _db.Teams.Where(t => t.OrganizationId == org && t.Name == name).Explain();
                if (!line.Contains($"ORG#{org}  ", StringComparison.Ordinal) || !line.Contains($"Name = {name}  ", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException(line);
                }
            }
        }));
        await Task.WhenAll(tasks);
        Misses.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public void The_cache_is_bounded()
    {
        var cache = new Querying.PlanCache<Stub>(capacity: 10);
        for (var i = 0; i < 100; i++)
        {
            var index = i;
            System.Linq.Expressions.Expression tree = System.Linq.Expressions.Expression.Constant(1);
            for (var depth = 0; depth < index; depth++)
            {
                tree = System.Linq.Expressions.Expression.Negate(tree);
            }

            using var fingerprint = Querying.QueryFingerprint.Of(tree);
            cache.Find(fingerprint).ShouldBeNull();
            cache.Add(fingerprint, new Stub());
            cache.Find(fingerprint).ShouldNotBeNull();
            cache.Count.ShouldBeLessThanOrEqualTo(10);
        }
    }

    private sealed class Stub : Querying.IGuardedPlan
    {
        public bool Holds(object?[] leaves) => true;
    }
}
