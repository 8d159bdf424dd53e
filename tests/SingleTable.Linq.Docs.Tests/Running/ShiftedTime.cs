namespace SingleTable.Linq.Docs.Tests.Running;

/// <summary>A clock that begins at a moment of the pages and then goes as any other, so that nothing that waits waits for ever. It can be put forward.</summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => start + _ahead + System.GetElapsedTime(_began);

    public void Advance(TimeSpan time) => _ahead += time;
}
