using System.Buffers;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;

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

    /// <summary>
    /// Reads the body. The SDK's error for an answer that it does not understand is ours too; only that the request is not sent again, since the body was
    /// whole: the service would answer the same, and a write is done.
    /// </summary>
    /// <exception cref="AmazonUnmarshallingException">The body is not what the service writes.</exception>
    public TResult Read<TState, TResult>(TState state, Func<WireResponse, TState, TResult> read)
    {
        try
        {
            return read(this, state);
        }
        catch (JsonException e)
        {
            throw new AmazonUnmarshallingException(RequestId, "", e, HttpStatusCode.OK);
        }
    }

    public ReadOnlySpan<byte> Body => Buffer.AsSpan(0, _length);

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(WireResponse));

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer is not null) _pool?.Return(buffer);
    }
}
