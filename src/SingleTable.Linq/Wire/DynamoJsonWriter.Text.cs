using System.Buffers;
using System.Text.Unicode;

namespace SingleTable.Linq.Wire;

/// <content>Texts.</content>
internal sealed partial class DynamoJsonWriter
{
    // An escape takes six bytes, and a UTF-16 unit at most three.
    private const int LongestEscape = 6;
    private const int LongestUnit = 3;

    private static readonly SearchValues<char> s_escapedChars = SearchValues.Create([.. Controls(), '"', '\\']);
    private static readonly SearchValues<byte> s_escapedBytes = SearchValues.Create([.. Controls().Select(c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>Writes a text; halves of surrogate pairs become U+FFFD.</summary>
    public void WriteStringValue(ReadOnlySpan<char> text)
    {
        Reserve(checked((text.Length * LongestUnit) + 3));
        Separate();
        Put((byte)'"');
        WriteText(text);
        Reserve(1);
        Put((byte)'"');
    }

    /// <inheritdoc cref="WriteStringValue(ReadOnlySpan{char})"/>
    public void WriteStringValue(string text) => WriteStringValue(text.AsSpan());

    /// <summary>Writes a text that is UTF-8 already.</summary>
    public void WriteStringValue(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length + 3);
        Separate();
        Put((byte)'"');
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

    private static IEnumerable<char> Controls() => Enumerable.Range(0, ' ').Select(c => (char)c);
}
