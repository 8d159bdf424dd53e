namespace SingleTable.Linq.Tests.Wire;

/// <summary>Gives its bytes in small pieces without a known length; then something happens, and perhaps nothing more comes.</summary>
internal sealed class ScriptedStream(byte[] bytes, Action? atEnd, bool hangs = false, Func<int, Task>? before = null) : Stream
{
    private const int Piece = 5000;

    private int _position;

    public bool IsDisposed { get; private set; }

    public int BlockingReads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        BlockingReads++;
        return Take(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await (before?.Invoke(_position / Piece) ?? Task.CompletedTask);
        await Task.Yield();
        var read = Take(buffer.Span);
        if (read == 0 && hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private int Take(Span<byte> destination)
    {
        var count = Math.Min(Math.Min(destination.Length, Piece), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(destination);
        _position += count;
        if (count == 0) atEnd?.Invoke();
        return count;
    }
}
