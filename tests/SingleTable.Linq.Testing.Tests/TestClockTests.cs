using System.Diagnostics;

namespace SingleTable.Linq.Testing.Tests;

public sealed class TestClockTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_wait_moves_the_clock_and_takes_no_time()
    {
        var clock = new TestClock();
        var watch = Stopwatch.StartNew();

        await Task.Delay(TimeSpan.FromDays(3), clock, TestContext.Current.CancellationToken);

        clock.GetUtcNow().ShouldBe(s_start.AddDays(3));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Waits_at_once_end_with_the_longest()
    {
        var clock = new TestClock { SkipsDelays = false };
        Task[] waits = [.. Enumerable.Range(1, 99).Select(i => Task.Delay(TimeSpan.FromSeconds(i), clock))];
        clock.SkipsDelays = true;

        await Task.WhenAll([.. waits, Task.Delay(TimeSpan.FromSeconds(100), clock), Task.Delay(TimeSpan.FromSeconds(50), clock)]);

        clock.GetUtcNow().ShouldBeInRange(s_start.AddSeconds(100), s_start.AddSeconds(150));
    }

    [Fact]
    public async Task It_never_goes_back_whoever_moves_it()
    {
        var clock = new TestClock();
        await Task.WhenAll(Enumerable.Range(1, 500).Select(i => Task.Run(async () =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(i), clock);
        })));

        clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(s_start.AddMilliseconds(501));
    }

    [Fact]
    public async Task Limits_and_repeated_timers_do_not_move_it()
    {
        var clock = new TestClock();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
        using var periodic = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        var tick = periodic.WaitForNextTickAsync(TestContext.Current.CancellationToken).AsTask();
        var never = new TaskCompletionSource();
        var limited = never.Task.WaitAsync(TimeSpan.FromSeconds(1), clock, TestContext.Current.CancellationToken);

        await Task.Delay(100, TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(s_start);
        (tick.IsCompleted, limited.IsCompleted, deadline.IsCancellationRequested).ShouldBe((false, false, false));

        clock.Advance(TimeSpan.FromSeconds(1));
        (await tick).ShouldBeTrue();
        await Should.ThrowAsync<TimeoutException>(() => limited);
        deadline.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_that_it_moves_only_when_it_is_told()
    {
        var clock = new TestClock(s_start.AddYears(1)) { SkipsDelays = false };
        var wait = Task.Delay(TimeSpan.FromSeconds(1), clock, TestContext.Current.CancellationToken);

        await Task.Delay(50, TestContext.Current.CancellationToken);
        wait.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        await wait;
        clock.GetUtcNow().ShouldBe(s_start.AddYears(1).AddSeconds(1));
    }
}
