namespace SingleTable.Linq.Materialization;

/// <summary>A number's text taken apart: value = ±digits × 10^exponent, without zeros at either end of the digits.</summary>
internal readonly ref struct NumberText
{
    // DynamoDB keeps 38 digits; a text may have zeros around them.
    private const int MaxText = 256;

    private NumberText(bool negative, ReadOnlySpan<byte> digits, int exponent)
    {
        IsNegative = negative;
        Digits = digits;
        Exponent = exponent;
    }

    public bool IsNegative { get; }

    public ReadOnlySpan<byte> Digits { get; }

    public int Exponent { get; }

    /// <summary>Reads <c>-12.50E+3</c>; the digits go to the given buffer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> buffer, out NumberText number)
    {
        number = default;
        if (text.Length is 0 or > MaxText) return false;
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        var exponent = 0;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            if (!TryParseExponent(text[(mark + 1)..], out exponent)) return false;
            text = text[..mark];
        }

        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !AreDigits(whole) || !AreDigits(fraction)) return false;

        whole.CopyTo(buffer);
        fraction.CopyTo(buffer[whole.Length..]);
        ReadOnlySpan<byte> digits = buffer[..(whole.Length + fraction.Length)];
        exponent -= fraction.Length;
        var trimmed = digits.TrimEnd((byte)'0');
        exponent += digits.Length - trimmed.Length;
        trimmed = trimmed.TrimStart((byte)'0');
        number = new NumberText(negative, trimmed, trimmed.IsEmpty ? 0 : exponent);
        return true;
    }

    /// <summary>A buffer for <see cref="TryParse"/> has to hold this much.</summary>
    public const int BufferLength = MaxText;

    /// <summary>Writes the number without an exponent; false when it has a fraction or needs more room.</summary>
    public bool TryWriteInteger(Span<byte> destination, out int length)
    {
        length = 0;
        if (Exponent < 0 || 1 + Digits.Length + Exponent > destination.Length) return false;
        if (Digits.IsEmpty)
        {
            destination[length++] = (byte)'0';
            return true;
        }

        if (IsNegative) destination[length++] = (byte)'-';
        Digits.CopyTo(destination[length..]);
        length += Digits.Length;
        destination.Slice(length, Exponent).Fill((byte)'0');
        length += Exponent;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) text = text[1..];
        if (text.Length is 0 or > 4 || !AreDigits(text)) return false;
        foreach (var digit in text) exponent = exponent * 10 + (digit - '0');
        if (negative) exponent = -exponent;
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
