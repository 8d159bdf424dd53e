using System.Buffers;

namespace SingleTable.Linq.Wire;

/// <summary>The body of a successful response, in a pooled buffer that goes back on <see cref="Dispose"/>.</summary>
internal sealed class WireResponse : IDisposable
{
    private readonly ArrayPool<byte>? _pool;
    private readonly int _length;
    private byte[]? _buffer;

    /// <param name="buffer">The buffer, which the response owns from now on.</param>
    /// <param name="length">How much of it is the body.</param>
    /// <param name="pool">Where the buffer goes back to; none when it was not rented.</param>
    /// <param name="requestId">The service's id of the request.</param>
    public WireResponse(byte[] buffer, int length, ArrayPool<byte>? pool, string? requestId)
    {
        _buffer = buffer;
        _length = length;
        _pool = pool;
        RequestId = requestId;
    }

    public string? RequestId { get; }

    public ReadOnlySpan<byte> Body => Buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, _length);

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(WireResponse));

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer is not null) _pool?.Return(buffer);
    }
}
