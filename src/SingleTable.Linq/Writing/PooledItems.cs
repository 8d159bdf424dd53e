using System.Buffers;

namespace SingleTable.Linq.Writing;

/// <summary>Pooled memory for the items of one operation, which live as long as it.</summary>
internal sealed class PooledItems(ArrayPool<byte> pool) : IDisposable
{
    private const int ChunkSize = 4096;

    private byte[] _chunk = [];
    private List<byte[]>? _full;
    private int _used;

    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> item)
    {
        if (_chunk.Length - _used < item.Length)
        {
            if (_chunk.Length > 0)
            {
                (_full ??= []).Add(_chunk);
            }

            _chunk = pool.Rent(Math.Max(ChunkSize, item.Length));
            _used = 0;
        }

        var copy = _chunk.AsMemory(_used, item.Length);
        item.CopyTo(copy.Span);
        _used += item.Length;
        return copy;
    }

    /// <summary>Ends the life of the items.</summary>
    public void Dispose()
    {
        foreach (var chunk in _full ?? [])
        {
            pool.Return(chunk);
        }

        if (_chunk.Length > 0)
        {
            pool.Return(_chunk);
        }

        (_full, _chunk, _used) = (null, [], 0);
    }
}
