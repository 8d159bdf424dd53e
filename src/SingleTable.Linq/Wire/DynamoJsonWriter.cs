using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Wire;

/// <summary>
/// Writes the JSON of requests and items, which is the library's own and needs no checking: commas by what stands before, only those escapes that JSON
/// demands, names encoded ahead. Rented by one operation at a time; its memory is pooled.
/// </summary>
internal sealed partial class DynamoJsonWriter : IDisposable
{
    private const int FirstSize = 4096;

    // A rare large body must not stay with the thread.
    private const int LargestKept = 64 * 1024;
    private const int LongestNumber = 32;

    // An operation has one for its items while another writes its request.
    private const int MostKept = 4;

    [ThreadStatic]
    private static DynamoJsonWriter? t_spare;

    private byte[] _buffer = [];
    private int _length;
    private DynamoJsonWriter? _next;
    private int _spares;
    private bool _isRented;

    private DynamoJsonWriter()
    {
    }

    /// <summary>How many objects and arrays are open.</summary>
    public int CurrentDepth { get; private set; }

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What is written, until the next write or the end of the rent.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>A writer that is empty. Two at once are two: a converter of the user's may write an item itself.</summary>
    public static DynamoJsonWriter Rent()
    {
        var writer = t_spare ?? new DynamoJsonWriter();
        (t_spare, writer._next) = (writer._next, null);
        if (writer._buffer.Length == 0)
        {
            writer._buffer = BufferPool.Bytes.Rent(FirstSize);
        }

        writer._isRented = true;
        return writer;
    }

    /// <summary>Gives the writer back, and ends the life of what is written.</summary>
    public void Dispose()
    {
        if (!_isRented)
        {
            return;
        }

        _isRented = false;
        (_length, CurrentDepth) = (0, 0);
        var spares = t_spare is { } spare ? spare._spares + 1 : 0;
        if (_buffer.Length > LargestKept || spares == MostKept || BufferPool.IsWatched)
        {
            BufferPool.Bytes.Return(_buffer);
            _buffer = [];
        }

        if (spares < MostKept)
        {
            (_next, _spares, t_spare) = (t_spare, spares, this);
        }
    }

    public void WriteStartObject() => Open((byte)'{');

    public void WriteStartObject(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        Open((byte)'{');
    }

    public void WriteStartObject(string name)
    {
        WritePropertyName(name);
        Open((byte)'{');
    }

    public void WriteStartObject(JsonName name)
    {
        WritePropertyName(name);
        Open((byte)'{');
    }

    /// <summary>Begins an object and its first member.</summary>
    public void WriteStartObjectOf(JsonName name)
    {
        Reserve(name.Encoded.Length + 2);
        Separate();
        Put((byte)'{');
        CurrentDepth++;
        name.Encoded.CopyTo(_buffer.AsSpan(_length));
        _length += name.Encoded.Length;
    }

    public void WriteEndObject() => Close((byte)'}');

    public void WriteStartArray() => Open((byte)'[');

    public void WriteStartArray(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        Open((byte)'[');
    }

    public void WriteStartArray(string name)
    {
        WritePropertyName(name);
        Open((byte)'[');
    }

    public void WriteStartArray(JsonName name)
    {
        WritePropertyName(name);
        Open((byte)'[');
    }

    public void WriteEndArray() => Close((byte)']');

    /// <param name="name">A name in which nothing needs an escape.</param>
    public void WritePropertyName(ReadOnlySpan<byte> name)
    {
        Reserve(name.Length + 4);
        Separate();
        Put((byte)'"');
        name.CopyTo(_buffer.AsSpan(_length));
        _length += name.Length;
        Put((byte)'"');
        Put((byte)':');
    }

    public void WritePropertyName(string name)
    {
        WriteStringValue(name);
        Reserve(1);
        Put((byte)':');
    }

    public void WritePropertyName(JsonName name)
    {
        Reserve(name.Encoded.Length + 1);
        Separate();
        name.Encoded.CopyTo(_buffer.AsSpan(_length));
        _length += name.Encoded.Length;
    }

    /// <summary>Begins an attribute: its value is open, and closed by <see cref="WriteEndObject"/>.</summary>
    public void WriteStartAttribute(JsonName attribute)
    {
        WritePropertyName(attribute);
        CurrentDepth++;
    }

    /// <summary>Writes an attribute that is a text, or a number as text.</summary>
    public void WriteAttribute(JsonName attribute, string text)
    {
        if (!TryWritePlainAttribute(attribute, text))
        {
            WriteStartAttribute(attribute);
            WriteStringValue(text);
            WriteEndObject();
        }
    }

    /// <inheritdoc cref="WriteAttribute(JsonName, string)"/>
    public void WriteAttribute(JsonName attribute, ReadOnlySpan<byte> utf8)
    {
        WriteStartAttribute(attribute);
        WriteStringValue(utf8);
        WriteEndObject();
    }

    public void WriteString(ReadOnlySpan<byte> name, string value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    public void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    public void WriteString(string name, string value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    public void WriteBoolean(ReadOnlySpan<byte> name, bool value)
    {
        WritePropertyName(name);
        WriteBooleanValue(value);
    }

    public void WriteNumber(ReadOnlySpan<byte> name, long value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    public void WriteBooleanValue(bool value) => Literal(value ? "true"u8 : "false"u8);

    public void WriteNullValue() => Literal("null"u8);

    public void WriteNumberValue(long value)
    {
        Reserve(LongestNumber);
        Separate();
        value.TryFormat(_buffer.AsSpan(_length), out var count, default, CultureInfo.InvariantCulture);
        _length += count;
    }

    public void WriteNumberValue(double value)
    {
        Reserve(LongestNumber);
        Separate();
        value.TryFormat(_buffer.AsSpan(_length), out var count, default, CultureInfo.InvariantCulture);
        _length += count;
    }

    public void WriteBase64StringValue(ReadOnlySpan<byte> bytes)
    {
        Reserve(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 3);
        Separate();
        Put((byte)'"');
        Base64.EncodeToUtf8(bytes, _buffer.AsSpan(_length), out _, out var count);
        _length += count;
        Put((byte)'"');
    }

    /// <summary>Goes on with another value, which is no part of what is written.</summary>
    /// <returns>Where it begins.</returns>
    public int BeginValue()
    {
        Reserve(1);
        Separate();
        return _length;
    }

    /// <summary>Writes what is JSON already.</summary>
    public void WriteRawValue(ReadOnlySpan<byte> json) => Literal(json);

    private void Literal(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length + 1);
        Separate();
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private void Open(byte bracket)
    {
        Reserve(2);
        Separate();
        Put(bracket);
        CurrentDepth++;
    }

    private void Close(byte bracket)
    {
        Reserve(1);
        Put(bracket);
        CurrentDepth--;
    }

    // What ends in none of these is a complete value, behind which the next one stands. Texts end in a quote.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Separate()
    {
        if (_length > 0 && _buffer[_length - 1] is not ((byte)'{' or (byte)'[' or (byte)':' or (byte)','))
        {
            Put((byte)',');
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte value) => _buffer[_length++] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        var larger = BufferPool.Bytes.Rent(Math.Max(checked(_length + count), _buffer.Length * 2));
        Written.CopyTo(larger);
        BufferPool.Bytes.Return(_buffer);
        _buffer = larger;
    }
}
