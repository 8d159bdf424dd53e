using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace SingleTable.Linq.Wire;

/// <content>Strings, and what is left to <see cref="Utf8JsonReader"/> because it is rare.</content>
internal ref partial struct DynamoJsonReader
{
    // Keys and ids are shorter; the general search costs more to start and less for each byte.
    private const int LongestShortText = 128;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> s_stops = SearchValues.Create(Stops());

    /// <summary>The raw JSON of the next value, without white space around it.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        SkipWhiteSpace();
        var start = _position;
        Skip();
        return _json[start.._position];
    }

    /// <summary>The raw JSON of the next value, which must be an object.</summary>
    public ReadOnlySpan<byte> ReadRawObject()
    {
        var raw = ReadRaw();
        if (raw[0] != '{') ThrowMalformed();
        return raw;
    }

    /// <summary>Steps over a whole <c>{"NULL":true}</c>, if that is what comes.</summary>
    public bool TryReadNullValue()
    {
        var p = _position;
        if (p + 4 <= _json.Length && _json[p] == '{' && _json[p + 1] == '"' && _json[p + 3] == '"') return false;
        var start = this;
        if (BeginValue() != AttributeTag.Null)
        {
            this = start;
            return false;
        }

        ReadBoolean();
        EndValue();
        return true;
    }

    /// <summary>The text of a string that was read, checked to be Unicode.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        // Nearly all text is ASCII, which needs no second pass for its length.
        if (Ascii.IsValid(utf8)) return string.Create(utf8.Length, utf8, static (target, source) => Ascii.ToUtf16(source, target, out _));
        try
        {
            return s_strict.GetString(utf8);
        }
        catch (ArgumentException e)
        {
            throw new JsonException("The response holds text that is not valid UTF-8.", e);
        }
    }

    /// <summary>Steps over a JSON <c>null</c>, if that is what comes.</summary>
    public bool TryReadNull()
    {
        SkipWhiteSpace();
        if (!_json[_position..].StartsWith("null"u8)) return false;
        _position += 4;
        return true;
    }

    public int ReadInt32()
    {
        var reader = NextToken();
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var value))
        {
            ThrowMalformed();
            return 0;
        }

        _position += (int)reader.BytesConsumed;
        return value;
    }

    /// <summary>Checks that nothing but white space follows.</summary>
    public void EndDocument()
    {
        SkipWhiteSpace();
        if (_position != _json.Length) ThrowMalformed();
    }

    // The position is behind the opening quote. Names and most values end within a vector or a few, where a vector search costs more to start.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> StringBody()
    {
        var json = _json;
        var start = _position;
        var p = FindStop(json, start);
        if ((uint)p < (uint)json.Length && json[p] == '"')
        {
            _position = p + 1;
            return json[start..p];
        }

        return StringBodySlow();
    }

    private static int FindStop(ReadOnlySpan<byte> json, int start)
    {
        var p = start;
        for (var end = Math.Min(json.Length, start + LongestShortText) - Vector128<byte>.Count; p <= end; p += Vector128<byte>.Count)
        {
            var stops = Stops(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)p));
            if (stops != 0) return p + BitOperations.TrailingZeroCount(stops);
        }

        var found = json[p..].IndexOfAny(s_stops);
        return found < 0 ? json.Length : p + found;
    }

    // Quotes, backslashes and control characters, one bit each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Stops(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(bytes, Vector128.Create((byte)' '))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> StringBodySlow()
    {
        _position--;
        var reader = NextToken();
        var unescaped = new byte[reader.ValueSpan.Length];
        try
        {
            var length = reader.CopyString(unescaped);
            _position += (int)reader.BytesConsumed;
            return unescaped.AsSpan(0, length);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException($"The response holds text that is not Unicode near byte {_position}.", null, 0, _position, e);
        }
    }

    // {"S":"text"}, the usual attribute that no column takes
    private bool TrySkipText()
    {
        var json = _json;
        var p = _position;
        if (p + 6 > json.Length || json[p] != '{' || json[p + 1] != '"' || json[p + 3] != '"' || json[p + 4] != ':' || json[p + 5] != '"'
            || json[p + 2] is not ((byte)'S' or (byte)'N' or (byte)'B'))
        {
            return false;
        }

        var end = FindStop(json, p + 6);
        if (end + 1 >= json.Length || json[end] != '"' || json[end + 1] != '}') return false;
        _position = end + 2;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SkipAny()
    {
        var reader = NextToken();
        reader.Skip();
        _position += (int)reader.BytesConsumed;
    }

    private readonly Utf8JsonReader NextToken()
    {
        var reader = new Utf8JsonReader(_json[_position..], new JsonReaderOptions { MaxDepth = 4 * MaxDepth });
        if (!reader.Read()) ThrowMalformed();
        return reader;
    }

    // The ends of a string, the escape, and the control characters, which JSON forbids.
    private static byte[] Stops()
    {
        var stops = new byte[34];
        for (var i = 0; i < 32; i++) stops[i] = (byte)i;
        (stops[32], stops[33]) = ((byte)'"', (byte)'\\');
        return stops;
    }
}
