using System.Linq.Expressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Querying;
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
        Misses.ShouldBe(1);
    }

    [Fact]
    public void The_cache_is_bounded()
    {
        var cache = new PlanCache<Stub>(capacity: 10);
        for (var i = 0; i < 100; i++)
        {
            using var fingerprint = QueryFingerprint.Of(Nested(i));
            cache.Find(fingerprint).ShouldBeNull();
            var plan = new Stub(null);
            cache.Make(fingerprint, () => plan).ShouldBe(plan);
            cache.Find(fingerprint).ShouldBe(plan);
            cache.Count.ShouldBeLessThanOrEqualTo(10);
        }

        cache.Misses.ShouldBe(100);
    }

    [Fact]
    public void One_shape_has_a_few_plans_of_which_the_oldest_goes()
    {
        var cache = new PlanCache<Stub>();
        for (var i = 0; i < 1_000; i++)
        {
            using var fingerprint = QueryFingerprint.Of(Expression.Constant(i, typeof(object)));
            var value = i;
            cache.Make(fingerprint, () => new Stub(value)).Value.ShouldBe(i);
            cache.Count.ShouldBe(Math.Min(i + 1, ShapePlans<Stub>.MaxPlans));
        }

        for (var i = 1_000 - ShapePlans<Stub>.MaxPlans - 1; i < 1_000; i++)
        {
            using var fingerprint = QueryFingerprint.Of(Expression.Constant(i, typeof(object)));
            cache.Find(fingerprint)?.Value.ShouldBe(i);
            (cache.Find(fingerprint) is null).ShouldBe(i == 1_000 - ShapePlans<Stub>.MaxPlans - 1);
        }
    }

    [Fact]
    public void An_index_that_changes_keeps_few_plans_and_stays_right()
    {
        var assets = _db.Set<Asset>();
        var before = _db.RuntimeState.Plans.Count;
        for (var i = 0; i < 200; i++)
        {
            var (index, score) = (i, 1_000 + i);
            assets.Where(a => a.Site == "s" && a.Scores[index] == score).Explain().ShouldContain($"Scores[{index}] = {score}");
        }

        (_db.RuntimeState.Plans.Count - before).ShouldBe(ShapePlans<Stub>.MaxPlans);
        Misses.ShouldBe(200);
    }

    [Fact]
    public async Task Threads_that_miss_at_once_translate_once()
    {
        const int threads = 32;
        var cache = new PlanCache<Stub>();
        using var start = new Barrier(threads);
        var made = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                using var fingerprint = QueryFingerprint.Of(Nested(3));
                return cache.Find(fingerprint) ?? cache.Make(fingerprint, () => new Stub(null));
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        cache.Misses.ShouldBe(1);
        made.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void What_cannot_be_translated_leaves_nothing_behind_but_its_shape()
    {
        var cache = new PlanCache<Stub>();
        for (var i = 0; i < 3; i++)
        {
            using var fingerprint = QueryFingerprint.Of(Nested(1));
            Should.Throw<NotSupportedException>(() => cache.Make(fingerprint, () => throw new NotSupportedException()));
            cache.Find(fingerprint).ShouldBeNull();
            cache.Count.ShouldBe(1);
        }

        cache.Misses.ShouldBe(3);
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        var cache = new PlanCache<Stub>();
        var tree = Nested(5);
        using (var first = QueryFingerprint.Of(tree))
        {
            cache.Make(first, () => new Stub(null));
        }

        long Hits(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < count; i++)
            {
                using var fingerprint = QueryFingerprint.Of(tree);
                if (cache.Find(fingerprint) is null)
                {
                    return long.MaxValue;
                }
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Hits(100);
        Hits(1_000).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Plans_pin_nothing_of_the_caller(int query)
    {
        var captured = Query(query);
        for (var i = 0; i < 10 && captured.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        captured.IsAlive.ShouldBeFalse();
        Misses.ShouldBeGreaterThan(0);
    }

    // Apart, so that no local of the test keeps the values.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference Query(int number)
    {
        var values = new Captured { Text = $"t{number}", Names = [$"a{number}", "b"] };
        var line = (number switch
        {
            0 => _db.Teams.Where(t => t.OrganizationId == values.Text),
            1 => _db.Teams.Where(t => t.OrganizationId == values.Text && values.Names.Contains(t.Name)),
            2 => _db.Teams.Where(t => t.OrganizationId == values.Text && t.Name.StartsWith(values.Of("n"))),
            3 => _db.Teams.Where(t => values.Names.Contains(t.OrganizationId)).Take(values.Count),
            4 => _db.Set<Asset>().Where(a => a.Site == values.Text && a.Scores[values.Count] == values.Count),
            5 => _db.Teams.Where(t => t.OrganizationId == values.Text && (values.IsAll || t.Name == values.Text)),
            _ => (IQueryable<object>)_db.Teams.Where(t => t.OrganizationId == values.Text).Select(t => new { t.Name, values.Text }),
        }).Explain();
        line.ShouldContain(number == 3 ? "#a3" : $"#t{number}");
        return new WeakReference(values);
    }

    private static Expression Nested(int depth) =>
        Enumerable.Range(0, depth).Aggregate((Expression)Expression.Constant(1), (tree, _) => Expression.Negate(tree));

    private sealed class Captured
    {
        public string Text { get; init; } = "";
        public string[] Names { get; init; } = [];
        public int Count { get; init; } = 3;
        public bool IsAll { get; init; }

        public string Of(string prefix) => prefix + Text;
    }

    private sealed record Stub(object? Value) : IGuardedPlan
    {
        public bool Holds(object?[] leaves) => Value is null || Equals(leaves[0], Value);
    }
}
