using System.Globalization;
using System.Numerics;

namespace SingleTable.Linq.Materialization;

/// <summary>Integers to <c>N</c>.</summary>
internal sealed class IntegerMapping<T>() : ShortTextMapping<T>(AttributeKind.N)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override bool IsImmutable => true;

    private const int MaxDigits = 38;

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value) =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) || TryParseOtherForms(text, out value);

    protected override int Format(T value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        if (length > MaxDigits && destination[..length].TrimStart((byte)'-').TrimEnd((byte)'0').Length > MaxDigits)
            throw ItemFormatException.NotStorable(typeof(T), "DynamoDB keeps 38 digits of a number.");
        return length;
    }

    private static bool TryParseOtherForms(ReadOnlySpan<byte> text, out T value)
    {
        value = default;
        Span<byte> buffer = stackalloc byte[NumberText.BufferLength];
        Span<byte> plain = stackalloc byte[MaxDigits + 3];
        return NumberText.TryParse(text, buffer, out var number) && number.TryWriteInteger(plain, out var length)
            && T.TryParse(plain[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>Decimal numbers to <c>N</c>, always exact.</summary>
internal sealed class DecimalMapping() : ShortTextMapping<decimal>(AttributeKind.N)
{
    // Any number of so many characters fits a decimal, so that parsing it cannot round.
    private const int AlwaysExact = 28;
    private const int MaxScale = 28;

    protected override bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (text.Length <= AlwaysExact && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out value)) return true;
        return TryParseExactly(text, out value);
    }

    protected override int Format(decimal value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private static bool TryParseExactly(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        Span<byte> buffer = stackalloc byte[NumberText.BufferLength];
        if (!NumberText.TryParse(text, buffer, out var number)) return false;
        if (number.Digits.IsEmpty) return true;
        if (number.Digits.Length + Math.Max(number.Exponent, 0) > MaxScale + 1 || number.Exponent < -MaxScale) return false;

        var coefficient = UInt128.Parse(number.Digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = 0; i < number.Exponent; i++) coefficient *= 10;
        if (coefficient >> 96 != UInt128.Zero) return false;
        var scale = (byte)Math.Max(-number.Exponent, 0);
        value = new decimal((int)(uint)coefficient, (int)(uint)(coefficient >> 32), (int)(uint)(coefficient >> 64), number.IsNegative, scale);
        return true;
    }
}

/// <summary>Binary floating point to <c>N</c>: the shortest text that reads back as the same value.</summary>
internal sealed class FloatMapping<T>() : ShortTextMapping<T>(AttributeKind.N)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private const double Smallest = 1E-130;
    private const double Largest = 9.99E+125;

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value)
    {
        const NumberStyles Any = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!T.TryParse(text, Any, CultureInfo.InvariantCulture, out value) || !T.IsFinite(value)) return false;
        return !T.IsZero(value) || IsZero(text);
    }

    protected override int Format(T value, Span<byte> destination)
    {
        if (!T.IsFinite(value)) throw ItemFormatException.NotStorable(typeof(T), "DynamoDB has no NaN and no infinity.");
        var magnitude = Math.Abs(double.CreateChecked(value));
        if (magnitude is not 0 and (< Smallest or > Largest))
            throw ItemFormatException.NotStorable(typeof(T), "DynamoDB's numbers lie between 1E-130 and 9.99E+125.");
        if (T.IsZero(value)) value = T.Zero;
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private static bool IsZero(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[NumberText.BufferLength];
        return NumberText.TryParse(text, buffer, out var number) && number.Digits.IsEmpty;
    }
}
