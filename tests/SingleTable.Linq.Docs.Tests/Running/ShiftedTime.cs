namespace SingleTable.Linq.Docs.Tests.Running;

/// <summary>
/// A clock that begins at a moment of the pages. Whoever waits by it waits a thousandth of the time, so that an example may try ten times with pauses, and yet
/// nothing waits for ever. It can be put forward.
/// </summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private const int Haste = 1_000;
    private readonly long _began = System.GetTimestamp();
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => start + _ahead + System.GetElapsedTime(_began);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(dueTime.TotalMilliseconds / Haste)) : dueTime, period);

    public void Advance(TimeSpan time) => _ahead += time;
}
