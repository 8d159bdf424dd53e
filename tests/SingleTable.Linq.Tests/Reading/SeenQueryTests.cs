using System.Linq.Expressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Translation.Relinq;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>What a query costs that was seen before, over the tree that the compiler builds for it.</summary>
public class SeenQueryTests
{
    private const int Most = 64;

    private readonly SaasTable _db = new(
        new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()) { TableName = $"Seen{Guid.NewGuid():N}" }.ForTenant("acme"));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 9)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Relinq_is_not_entered_again(int number)
    {
        _db.Executor.Find(Query(number, "o1", "a", 1), out _);
        var (parses, misses) = (QueryModelAdapter.ParsesOnThisThread, _db.RuntimeState.Plans.Misses);
        for (var i = 0; i < 50; i++)
        {
            _db.Executor.Find(Query(number, $"o{i}", $"b{i}", i), out var leaves);
            leaves.ShouldNotBeEmpty();
        }

        QueryModelAdapter.ParsesOnThisThread.ShouldBe(parses);
        _db.RuntimeState.Plans.Misses.ShouldBe(misses);
    }

    [Fact]
    public void Relinq_is_entered_for_what_is_new_and_no_plain_chain()
    {
        var parses = QueryModelAdapter.ParsesOnThisThread;
        _db.Executor.Find(Query(0, "o1", "a", 1), out _);
        QueryModelAdapter.ParsesOnThisThread.ShouldBe(parses);
        _db.Executor.Find(Query(8, "o1", "a", 1), out _);
        QueryModelAdapter.ParsesOnThisThread.ShouldBe(parses + 1);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_allocates_no_more_than_the_array_of_its_values(int number)
    {
        var tree = Query(number, "o1", "a", 1);
        Find(tree, 100);
        Find(tree, 1_000).ShouldBeLessThanOrEqualTo(1_000 * Most);
    }

    [Fact]
    public void The_end_of_a_query_is_known_without_the_tree_of_its_call()
    {
        var source = Query(0, "o1", "a", 1);
        var call = Expression.Call(QueryMethods<Team>.First, source);
        using var whole = QueryFingerprint.Of(call);
        using var apart = QueryFingerprint.Of(source, QueryMethods<Team>.First);
        using var other = QueryFingerprint.Of(source, QueryMethods<Team>.Single);
        apart.Hash.ShouldBe(whole.Hash);
        apart.Tokens.SequenceEqual(whole.Tokens).ShouldBeTrue();
        apart.Codes.SequenceEqual(whole.Codes).ShouldBeTrue();
        apart.CopyLeaves().ShouldBe(whole.CopyLeaves());
        other.Tokens.SequenceEqual(whole.Tokens).ShouldBeFalse();
    }

    private long Find(Expression tree, int count)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            _db.Executor.Find(tree, out _);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Expression Query(int number, string org, string text, int count) => (number switch
    {
        0 => (IQueryable)_db.Teams.Where(t => t.OrganizationId == org && t.Id == text),
        1 => _db.Teams.Where(t => t.OrganizationId == org),
        2 => _db.Teams.Where(t => t.OrganizationId == org && t.Name == text).Take(20),
        3 => _db.Teams.Where(t => t.OrganizationId == org && t.MemberCount > count).OrderByDescending(t => t.Id),
        4 => _db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).Where(o => o.Id == org),
        5 => _db.Projects.Where(p => p.TeamId == org && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(20),
        6 => _db.Teams.Where(t => t.OrganizationId == org).Select(t => new { t.Name, t.MemberCount }),
        7 => _db.Teams.Where(t => t.OrganizationId == org && t.Id.StartsWith(text)),
        _ => _db.Teams.Select(t => t).Where(t => t.OrganizationId == org && t.Name == text),
    }) is IEntityQuery query ? query.Expression : throw new InvalidOperationException();
}
