using System.Text;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Execution;

/// <summary>
/// The texts of a request's key as they are sent, in UTF-8: one for the partition, and maybe one for the sort key. Strings are made of them only for who asks.
/// The memory is used again, and is nobody else's.
/// </summary>
internal struct KeyTexts
{
    // Room for the keys of most tables at once.
    private const int FirstSize = 192;

    private byte[]? _bytes;
    private int _first;
    private bool _hasFirst;
    private int _length;

    public readonly ReadOnlySpan<byte> First => _bytes.AsSpan(0, _first);

    public readonly ReadOnlySpan<byte> Second => _bytes.AsSpan(_first, _length - _first);

    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>Adds the next text.</summary>
    public void Add(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Added(text.Length);
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public void Add(string text) => Added(Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetByteCount(text))));

    /// <summary>Forgets the texts.</summary>
    public void Clear()
    {
        if (BufferPool.IsWatched)
        {
            _bytes.AsSpan().Fill(0xFF);
        }

        (_first, _hasFirst, _length) = (0, false, 0);
    }

    private Span<byte> Room(int count)
    {
        if (_bytes is null || _bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(FirstSize, _length + count));
        }

        return _bytes.AsSpan(_length);
    }

    private void Added(int count)
    {
        _length += count;
        if (!_hasFirst)
        {
            (_first, _hasFirst) = (count, true);
        }
    }
}
