namespace SingleTable.Linq.Benchmarks.SlowBodies;

/// <summary>A body that comes in pieces over a slow line: who waits for one by an await waits for nothing, and who does not blocks its thread.</summary>
internal sealed class SlowBody(byte[] body) : Stream
{
    public const int Piece = 5 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    private int _position;

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
        Thread.Sleep(s_pause);
        return Take(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(s_pause, cancellationToken);
        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        var length = Math.Min(Math.Min(buffer.Length, Piece), body.Length - _position);
        body.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }
}
