using Microsoft.Extensions.Time.Testing;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// A clock that stands still until a test moves it, with <see cref="FakeTimeProvider.Advance"/>. It also moves by itself over what somebody waits for: pauses between the library's
/// attempts, rate limits, scripted delays. So no test waits for them, and none hangs at one. What is a limit and no wait, as a timeout or a deadline, does not move it.
/// </summary>
public sealed class TestClock : FakeTimeProvider
{
    /// <summary>Makes a clock that shows midnight of January 1, 2026 (UTC).</summary>
    public TestClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Makes a clock.</summary>
    /// <param name="start">What it shows.</param>
    public TestClock(DateTimeOffset start)
        : base(start)
    {
    }

    /// <summary>Whether a <c>Task.Delay</c> on this clock moves it to the end of the delay, at once. True unless set.</summary>
    public bool SkipsDelays { get; set; } = true;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (SkipsDelays && dueTime > TimeSpan.Zero && period == Timeout.InfiniteTimeSpan && IsDelay(state))
        {
            // Not on this thread, which has not yet got its timer.
            ThreadPool.UnsafeQueueUserWorkItem(static wait => wait.Clock.MoveTo(wait.End), (Clock: this, End: GetUtcNow() + dueTime), preferLocal: false);
        }

        return timer;
    }

    // Task.Delay is a plain task of its own; WaitAsync has a result, and a timeout is a CancellationTokenSource.
    private static bool IsDelay(object? state) => state is Task && !state.GetType().IsGenericType;

    private void MoveTo(DateTimeOffset end)
    {
        try
        {
            if (GetUtcNow() < end)
            {
                SetUtcNow(end);
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // Somebody has moved it further in between.
        }
    }
}
