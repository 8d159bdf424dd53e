using System.Buffers;
using System.IO.Hashing;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Batches;

/// <summary>
/// The writes of a batch in their order, and their JSON in a few pooled buffers: an item of its own memory for each would cost more than all that sending them does.
/// </summary>
internal sealed class BatchItems(int capacity) : IDisposable
{
    private const int LeastCapacity = 4;

    // One buffer for a whole batch could need more than an array can hold.
    private const int FullBuffer = 256 * 1024;

    private BatchItem[] _items = [];
    private List<DynamoJsonWriter>? _full;
    private DynamoJsonWriter? _buffer;

    public int Count { get; private set; }

    public Span<BatchItem> All => _items.AsSpan(0, Count);

    public void Add(BatchItem item)
    {
        if (Count == _items.Length)
        {
            var larger = ArrayPool<BatchItem>.Shared.Rent(Math.Max(Math.Max(LeastCapacity, capacity), Count * 2));
            All.CopyTo(larger);
            Return(_items);
            _items = larger;
        }

        _items[Count++] = item;
    }

    /// <summary>The buffer for the next item.</summary>
    public DynamoJsonWriter Output()
    {
        if (_buffer is { Length: > FullBuffer })
        {
            (_full ??= []).Add(_buffer);
            _buffer = null;
        }

        return _buffer ??= DynamoJsonWriter.Rent();
    }

    /// <summary>Prepares a deletion.</summary>
    public void Prepare(ref BatchItem item, EntityModel entity, ItemKey key)
    {
        var output = Output();
        var start = output.BeginValue();
        Execution.RequestJson.WriteKey(output, entity.Table, key.PartitionText, key.SortText);
        item.Prepared(entity, output, start, output.Length - start - "}".Length);
    }

    /// <summary>Finds two writes for one item, of which DynamoDB takes only one in a request.</summary>
    public (int First, int Second)? Twice()
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastCapacity, 2 * Count));
        var places = ArrayPool<int>.Shared.Rent(size);
        try
        {
            places.AsSpan(0, size).Clear();
            var all = All;
            for (var i = 0; i < all.Length; i++)
            {
                var key = all[i].KeyJson;
                var place = (int)XxHash3.HashToUInt64(key) & (size - 1);
                while (places[place] > 0)
                {
                    if (all[places[place] - 1].KeyJson.SequenceEqual(key))
                    {
                        return (places[place] - 1, i);
                    }

                    place = (place + 1) & (size - 1);
                }

                places[place] = i + 1;
            }

            return null;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
        }
    }

    /// <summary>Ends the life of the JSON; the writes can be prepared again.</summary>
    public void Release()
    {
        foreach (var buffer in _full ?? [])
        {
            buffer.Dispose();
        }

        _buffer?.Dispose();
        (_full, _buffer) = (null, null);
    }

    public void Dispose()
    {
        Release();
        Return(_items);
        (_items, Count) = ([], 0);
    }

    private static void Return(BatchItem[] items)
    {
        if (items.Length > 0)
        {
            ArrayPool<BatchItem>.Shared.Return(items, clearArray: true);
        }
    }
}
