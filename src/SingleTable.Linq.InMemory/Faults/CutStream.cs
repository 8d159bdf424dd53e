namespace SingleTable.Linq.InMemory.Faults;

/// <summary>Half of a body, then a broken connection.</summary>
internal sealed class CutStream(byte[] body) : MemoryStream(body[..(body.Length / 2)])
{
    public override int Read(byte[] buffer, int offset, int count) => Cut(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer)
    {
        // not base.Read(Span), which would call the overload above for derived classes
        int count = (int)Math.Min(buffer.Length, Length - Position);
        GetBufferPart(count).CopyTo(buffer);
        return Cut(count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void CopyTo(Stream destination, int bufferSize) => throw Broken();

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw Broken();

    private ReadOnlySpan<byte> GetBufferPart(int count)
    {
        var part = body.AsSpan((int)Position, count);
        Position += count;
        return part;
    }

    private static int Cut(int read) => read > 0 ? read : throw Broken();

    private static IOException Broken() => new("The response ended prematurely (scripted)");
}
