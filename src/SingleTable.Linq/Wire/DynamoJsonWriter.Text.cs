using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace SingleTable.Linq.Wire;

/// <content>Texts.</content>
internal sealed partial class DynamoJsonWriter
{
    // An escape takes six bytes, and a UTF-16 unit at most three.
    private const int LongestEscape = 6;
    private const int LongestUnit = 3;

    private static readonly SearchValues<char> s_escapedChars = SearchValues.Create(Escaped());
    private static readonly SearchValues<byte> s_escapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped()));

    /// <summary>Writes a text; halves of surrogate pairs become U+FFFD.</summary>
    public void WriteStringValue(ReadOnlySpan<char> text)
    {
        Reserve(checked((text.Length * LongestUnit) + 3));
        Separate();
        Put((byte)'"');
        var plain = WritePlain(text);
        if (plain < text.Length)
        {
            WriteText(text[plain..]);
            Reserve(1);
        }

        Put((byte)'"');
    }

    /// <summary>Writes a text if it is ASCII without anything to escape, and otherwise nothing.</summary>
    public bool TryWritePlainText(ReadOnlySpan<char> text)
    {
        var start = _length;
        Reserve(text.Length + 3);
        Separate();
        Put((byte)'"');
        if (WritePlain(text) < text.Length)
        {
            _length = start;
            return false;
        }

        Put((byte)'"');
        return true;
    }

    /// <summary>The same of a whole attribute that is a text.</summary>
    public bool TryWritePlainAttribute(JsonName attribute, ReadOnlySpan<char> text)
    {
        var start = _length;
        var name = attribute.Encoded;
        Reserve(name.Length + text.Length + 4);
        Separate();
        name.CopyTo(_buffer.AsSpan(_length));
        _length += name.Length;
        Put((byte)'"');
        if (WritePlain(text) < text.Length)
        {
            _length = start;
            return false;
        }

        Put((byte)'"');
        Put((byte)'}');
        return true;
    }

    /// <summary>
    /// Room for a text in which nothing needs an escape: <see cref="WriteTextInPlace"/> makes what was put there the next value. Any other value may be written instead.
    /// </summary>
    public Span<byte> TextInPlace(int most)
    {
        Reserve(most + 3);
        Separate();
        return _buffer.AsSpan(_length + 1, most);
    }

    /// <summary>Writes the text that stands where it belongs already.</summary>
    public void WriteTextInPlace(int length)
    {
        Put((byte)'"');
        _length += length;
        Put((byte)'"');
    }

    /// <summary>Whether no byte of a text needs an escape.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> utf8) => utf8.IndexOfAny(s_escapedBytes) < 0;

    /// <inheritdoc cref="WriteStringValue(ReadOnlySpan{char})"/>
    public void WriteStringValue(string text) => WriteStringValue(text.AsSpan());

    /// <summary>Writes a text that is UTF-8 already.</summary>
    public void WriteStringValue(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length + 3);
        Separate();
        Put((byte)'"');
        utf8 = utf8[WritePlain(utf8)..];
        int at;
        while ((at = utf8.IndexOfAny(s_escapedBytes)) >= 0)
        {
            Append(utf8[..at]);
            Escape(utf8[at]);
            utf8 = utf8[(at + 1)..];
        }

        Append(utf8);
        Reserve(1);
        Put((byte)'"');
    }

    // Most texts are ASCII without anything to escape: one pass looks and writes, where there is room for it already.
    private int WritePlain(ReadOnlySpan<char> text)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _length);
        var at = 0;
        if (Vector128.IsHardwareAccelerated && text.Length >= Vector128<ushort>.Count)
        {
            var last = text.Length - Vector128<ushort>.Count;
            while (true)
            {
                var units = Vector128.LoadUnsafe(ref from, (nuint)at);
                if (!ArePlain(units))
                {
                    break;
                }

                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), Vector128.Narrow(units, units).AsUInt64().ToScalar());
                if (at == last)
                {
                    _length += text.Length;
                    return text.Length;
                }

                // The last block overlaps the one before it.
                at = Math.Min(at + Vector128<ushort>.Count, last);
            }
        }

        while (at < text.Length && IsPlain(text[at]))
        {
            Unsafe.Add(ref to, at) = (byte)text[at];
            at++;
        }

        _length += at;
        return at;
    }

    // The same of UTF-8, of which only whole blocks are taken.
    private int WritePlain(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref var from = ref MemoryMarshal.GetReference(utf8);
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _length);
            for (; at <= utf8.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                var block = Vector128.LoadUnsafe(ref from, (nuint)at);
                var special = Vector128.LessThan(block, Vector128.Create((byte)' ')) | Vector128.Equals(block, Vector128.Create((byte)'"'))
                    | Vector128.Equals(block, Vector128.Create((byte)'\\'));
                if (special != Vector128<byte>.Zero)
                {
                    break;
                }

                block.StoreUnsafe(ref to, (nuint)at);
            }
        }

        _length += at;
        return at;
    }

    // From U+0020 to U+007F, and neither a quote nor a backslash.
    private static bool IsPlain(char unit) => (uint)(unit - ' ') <= 0x5F && unit is not ('"' or '\\');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ArePlain(Vector128<ushort> units) =>
        (Vector128.GreaterThan(units - Vector128.Create((ushort)' '), Vector128.Create((ushort)0x5F))
            | Vector128.Equals(units, Vector128.Create((ushort)'"'))
            | Vector128.Equals(units, Vector128.Create((ushort)'\\'))) == Vector128<ushort>.Zero;

    private void WriteText(ReadOnlySpan<char> text)
    {
        int at;
        while ((at = text.IndexOfAny(s_escapedChars)) >= 0)
        {
            Transcode(text[..at]);
            Escape((byte)text[at]);
            text = text[(at + 1)..];
        }

        Transcode(text);
    }

    private void Transcode(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * LongestUnit);
        Utf8.FromUtf16(text, _buffer.AsSpan(_length), out _, out var count);
        _length += count;
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_length));
        _length += utf8.Length;
    }

    private void Escape(byte character)
    {
        Reserve(LongestEscape);
        Put((byte)'\\');
        switch (character)
        {
            case (byte)'"' or (byte)'\\':
                Put(character);
                break;
            case (byte)'\n':
                Put((byte)'n');
                break;
            case (byte)'\r':
                Put((byte)'r');
                break;
            case (byte)'\t':
                Put((byte)'t');
                break;
            default:
                Append("u00"u8);
                Put((byte)('0' + (character >> 4)));
                Put(Digit(character & 0xF));
                break;
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    private static char[] Escaped()
    {
        var escaped = new char[' ' + 2];
        for (var control = '\0'; control < ' '; control++) escaped[control] = control;
        (escaped[^2], escaped[^1]) = ('"', '\\');
        return escaped;
    }
}
