using System.Buffers;
using System.Text;
using System.Text.Unicode;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Keys;

/// <summary>
/// A key under construction, as UTF-8. Writes into the buffer it was given, and into a pooled array when that is full; <see cref="Dispose"/>
/// gives the array back, and ends the life of <see cref="Written"/>.
/// </summary>
internal ref struct KeyWriter(Span<byte> initial)
{
    private const byte Escape = (byte)'$';
    private Span<byte> _buffer = initial;
    private byte[]? _pooled;

    public int Length { get; private set; }

    /// <summary>Whether all of it is in the buffer that it was given.</summary>
    public readonly bool IsInPlace => _pooled is null;

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>Room for at least <paramref name="size"/> bytes after what is written; <see cref="Advance"/> makes them part of the key.</summary>
    public Span<byte> GetSpan(int size)
    {
        if (_buffer.Length - Length < size)
            Grow(size);
        return _buffer[Length..];
    }

    public void Advance(int count) => Length += count;

    public void AppendEscaped(scoped ReadOnlySpan<char> value, KeyEncoding encoding)
    {
        while (true)
        {
            var special = value.IndexOfAnyInRange(encoding == KeyEncoding.Escaped ? '\0' : '#', '$');
            AppendWellFormed(special < 0 ? value : value[..special]);
            if (special < 0)
                return;
            if (encoding == KeyEncoding.Raw)
            {
                throw new SlotValueException(
                    KeyValueCodes.Separator, "holds '#' or '$', which a Raw slot cannot carry; use KeyEncoding.Escaped or Plain for it");
            }
            Append([Escape, (byte)('0' + value[special])]);
            value = value[(special + 1)..];
        }
    }

    /// <summary>The key so far as a string.</summary>
    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    public void Dispose()
    {
        if (_pooled is null)
            return;
        BufferPool.Bytes.Return(_pooled);
        _pooled = null;
        _buffer = default;
        Length = 0;
    }

    // UTF-8 encoders replace unpaired surrogates by U+FFFD by default, which would make different values one key.
    private void AppendWellFormed(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var status = Utf8.FromUtf16(text, GetSpan(text.Length), out var read, out var written, replaceInvalidSequences: false);
            if (status == OperationStatus.InvalidData)
                throw new SlotValueException(KeyValueCodes.IllFormed, "is not well-formed text: it holds an unpaired surrogate");
            Length += written;
            text = text[read..];
            if (status == OperationStatus.DestinationTooSmall)
                Grow((text.Length * 3) + 4);
        }
    }

    private void Grow(int size)
    {
        var larger = BufferPool.Bytes.Rent(Math.Max(Length + size, _buffer.Length * 2));
        Written.CopyTo(larger);
        if (_pooled is not null)
            BufferPool.Bytes.Return(_pooled);
        _buffer = _pooled = larger;
    }
}
