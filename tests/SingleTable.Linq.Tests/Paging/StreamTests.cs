using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Paging;

/// <summary>Streams read no more than is used, or one page ahead where that was asked for; scans read in segments.</summary>
public abstract class StreamTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const int Count = 230;

    // 20 KB each: 50 to a page of the service.
    private static readonly string s_text = new('x', 20_000);

    private IQueryable<Project> Projects => Db.Projects.Where(p => p.TeamId == "big");

    protected override Task SeedAsync() => Db.Projects.BatchPutAsync(Enumerable.Range(0, Count).Select(i => new Project
    {
        Id = $"p{i:D3}", TeamId = "big", Name = s_text, TaskCount = i,
    }));

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_loop_that_ends_early_ends_the_requests(bool isAhead, int most)
    {
        await foreach (var project in Projects.Prefetch(isAhead).AsAsyncEnumerable())
        {
            project.Id.ShouldBe("p000");
            break;
        }

        TakeRequests().Count.ShouldBeInRange(1, most);
        await Task.Delay(50);
        TakeRequests().ShouldBeEmpty();
    }

    [Fact]
    public async Task InMemory_gives_all_results_or_an_error()
    {
        (await Projects.InMemory(Count).GroupBy(p => p.TaskCount % 2).CountAsync()).ShouldBe(2);
        (await Projects.OrderByDescending(p => p.Id).InMemory(1_000).OrderBy(p => p.Name).CountAsync()).ShouldBe(Count);
        var error = await Should.ThrowAsync<BudgetExceededException>(() => Projects.InMemory(Count - 1).CountAsync().AsTask());
        error.Message.ShouldStartWith("STL4203 The query of Project has more than the ");
        error.Entity.ShouldBe("Project");
        (await Projects.Take(3).InMemory(3).CountAsync()).ShouldBe(3);
        (await Projects.InMemory(int.MaxValue).CountAsync()).ShouldBe(Count);
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.InMemory(0));
        TakeRequests();
        await Should.ThrowAsync<BudgetExceededException>(() => Projects.InMemory(1).CountAsync().AsTask());
        TakeRequests().ShouldHaveSingleItem().ShouldEndWith("limit 2");
    }

    [Fact]
    public async Task Reading_ahead_is_one_page_ahead_and_gives_the_same()
    {
        var expected = await Projects.Select(p => p.TaskCount).ToListAsync();
        expected.ShouldBe(Enumerable.Range(0, Count));
        var ahead = new SaasTable((Options with { Prefetch = true }).ForTenant("acme"));
        var requests = TakeRequests().Count;
        var seen = new List<int>();
        var most = 0;
        await foreach (var count in ahead.Projects.Where(p => p.TeamId == "big").Select(p => p.TaskCount).AsAsyncEnumerable())
        {
            if (seen.Count % 10 == 0)
            {
                await Task.Yield();
            }

            most = Math.Max(most, TakeRequests().Count);
            seen.Add(count);
        }

        seen.ShouldBe(expected);
        most.ShouldBeLessThanOrEqualTo(2);
        TakeRequests();
        (await ahead.Projects.Where(p => p.TeamId == "big").AsAsyncEnumerable().CountAsync()).ShouldBe(Count);
        TakeRequests().Count.ShouldBe(requests);
        await foreach (var _ in ahead.Projects.Where(p => p.TeamId == "big").Prefetch(false).AsAsyncEnumerable())
        {
            break;
        }

        TakeRequests().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_bounded_stream_asks_for_no_more_than_it_gives()
    {
        (await Projects.AsAsyncEnumerable(7).Select(p => p.TaskCount).ToListAsync()).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        TakeRequests().Single().ShouldEndWith("limit 7");
        (await Projects.Take(3).AsAsyncEnumerable(7).CountAsync()).ShouldBe(3);
        (await Projects.AsAsyncEnumerable(0).CountAsync()).ShouldBe(0);
        (await Projects.AsAsyncEnumerable(1_000).CountAsync()).ShouldBe(Count);
        Should.Throw<ArgumentOutOfRangeException>(() => Projects.AsAsyncEnumerable(-1));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(4, 2)]
    [InlineData(7, 8)]
    [InlineData(300, 8)]
    public async Task A_scan_in_segments_reads_each_item_once(int segments, int concurrency)
    {
        var scan = Db.Projects.AllowScan(segments, concurrency);
        (await scan.ToListAsync()).Select(p => p.TaskCount).Order().ShouldBe(Enumerable.Range(0, Count));
        TakeRequests().Count(l => !l.EndsWith("next page", StringComparison.Ordinal)).ShouldBe(segments);
        (await scan.AsAsyncEnumerable().Select(p => p.TaskCount).Order().ToListAsync()).ShouldBe(Enumerable.Range(0, Count));
        (await scan.CountAsync()).ShouldBe(Count);
        (await scan.Where(p => p.TaskCount >= 200).CountAsync()).ShouldBe(30);
        (await scan.Take(5).ToListAsync()).Count.ShouldBe(5);
        (await scan.FirstAsync(p => p.TaskCount == 77)).Id.ShouldBe("p077");
        (await scan.AnyAsync(p => p.TaskCount == -1)).ShouldBeFalse();
        (await scan.AsAsyncEnumerable(3).CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Segments_are_ended_together()
    {
        await foreach (var _ in Db.Projects.AllowScan(100, 2).AsAsyncEnumerable())
        {
            break;
        }

        TakeRequests();
        await Task.Delay(50);
        TakeRequests().ShouldBeEmpty();
        await Should.ThrowAsync<BudgetExceededException>(() => Db.Projects.AllowScan(50, 4).WithBudget(requests: 10).ToListAsync());
        TakeRequests().Count.ShouldBe(10);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Db.Projects.AllowScan(50).ToListAsync(cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Projects.Prefetch().AsAsyncEnumerable().WithCancellation(cancelled.Token))
            {
            }
        });
        Db.Projects.AllowScan(4).Where(p => p.TeamId == "big").Explain().ShouldStartWith("Query");
        Db.Projects.AllowScan(4).Explain().ShouldEndWith("the whole table in 4 segments, 4 at once");
    }
}

public sealed class StreamTests_Embedded : StreamTests<Embedded>;

public sealed class StreamTests_Wrapped : StreamTests<Wrapped>;

public sealed class StreamTests_Endpoint : StreamTests<Endpoint>;

public sealed class StreamTests_Container : StreamTests<Container>;
