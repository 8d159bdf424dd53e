using System.Globalization;
using System.Numerics;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Values;

/// <summary>
/// A decimal number of up to 38 significant digits, exact. The significand is always scaled to 38 digits, so that equal numbers
/// have equal fields (1000 and 1e3 are one key) and the order is: sign, magnitude, significand.
/// </summary>
internal readonly struct DynamoNumber : IEquatable<DynamoNumber>, IComparable<DynamoNumber>
{
    private const int Digits = 38;
    private const int LargestMagnitude = 125;
    private const int SmallestMagnitude = -130;

    private readonly UInt128 _significand;
    private readonly short _magnitude; // power of ten of the first digit
    private readonly bool _negative;

    private DynamoNumber(bool negative, UInt128 significand, int magnitude)
    {
        _negative = negative;
        _significand = significand;
        _magnitude = (short)magnitude;
    }

    public static DynamoNumber Zero => default;

    public static DynamoNumber FromInt(long value) => Parse(value.ToString(CultureInfo.InvariantCulture));

    public static DynamoNumber Parse(string text)
    {
        if (text.Length == 0) throw Errors.Validation("The parameter cannot be converted to a numeric value");
        int at = 0;
        bool negative = text[0] == '-';
        if (text[0] is '-' or '+') at++;
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        string whole = text[start..at];
        string fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            fraction = text[start..at];
        }
        long exponent = 0;
        bool valid = whole.Length + fraction.Length > 0;
        if (valid && at < text.Length && text[at] is 'e' or 'E')
        {
            start = ++at;
            if (at < text.Length && text[at] is '-' or '+') at++;
            int digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            valid = at > digits;
            // an exponent that does not fit is out of range with any digits that fit a request
            if (valid && !long.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
                exponent = text[start] == '-' ? int.MinValue : int.MaxValue;
        }
        if (!valid || at < text.Length) throw Errors.Validation($"The parameter cannot be converted to a numeric value: {text}");
        return FromDigits(negative, whole + fraction, whole.Length - 1 + Math.Clamp(exponent, int.MinValue, int.MaxValue));
    }

    private static DynamoNumber FromDigits(bool negative, string digits, long magnitude)
    {
        int leading = digits.AsSpan().IndexOfAnyExcept('0');
        if (leading < 0) return Zero;
        ReadOnlySpan<char> significant = digits.AsSpan(leading).TrimEnd('0');
        magnitude -= leading;
        if (magnitude > LargestMagnitude)
            throw Errors.Validation("Number overflow. Attempting to store a number with magnitude larger than supported range");
        if (magnitude < SmallestMagnitude)
            throw Errors.Validation("Number underflow. Attempting to store a number with magnitude smaller than supported range");
        if (significant.Length > Digits) throw Errors.Validation("Attempting to store more than 38 significant digits in a Number");
        UInt128 value = UInt128.Parse(significant, CultureInfo.InvariantCulture);
        for (int i = significant.Length; i < Digits; i++) value *= 10;
        return new DynamoNumber(negative, value, (int)magnitude);
    }

    public static DynamoNumber operator +(DynamoNumber left, DynamoNumber right)
    {
        if (left._significand == 0) return right;
        if (right._significand == 0) return left;
        int scale = Math.Min(left._magnitude, right._magnitude);
        BigInteger sum = Signed(left, scale) + Signed(right, scale);
        string digits = BigInteger.Abs(sum).ToString(CultureInfo.InvariantCulture);
        return FromDigits(sum.Sign < 0, digits, digits.Length - 1 + scale - (Digits - 1));
    }

    public static DynamoNumber operator -(DynamoNumber left, DynamoNumber right) => left + -right;

    public static DynamoNumber operator -(DynamoNumber number) =>
        number._significand == 0 ? number : new DynamoNumber(!number._negative, number._significand, number._magnitude);

    private static BigInteger Signed(DynamoNumber number, int scale)
    {
        BigInteger value = (BigInteger)number._significand * BigInteger.Pow(10, number._magnitude - scale);
        return number._negative ? -value : value;
    }

    /// <summary>The documented approximation: a byte per two digits, one for the exponent, one for a minus sign.</summary>
    public int Size
    {
        get
        {
            if (_significand == 0) return 1;
            int last = _magnitude - SignificantDigits.Length + 1;
            int pairs = (_magnitude >> 1) - (last >> 1) + 1;
            return pairs + 1 + (_negative ? 1 : 0);
        }
    }

    private string SignificantDigits => _significand.ToString(CultureInfo.InvariantCulture).TrimEnd('0');

    /// <summary>Plain notation without an exponent, as the service answers.</summary>
    public override string ToString()
    {
        if (_significand == 0) return "0";
        string digits = SignificantDigits;
        string text = _magnitude < 0 ? "0." + new string('0', -_magnitude - 1) + digits
            : digits.Length <= _magnitude + 1 ? digits.PadRight(_magnitude + 1, '0')
            : string.Concat(digits.AsSpan(0, _magnitude + 1), ".", digits.AsSpan(_magnitude + 1));
        return _negative ? "-" + text : text;
    }

    public int CompareTo(DynamoNumber other)
    {
        int sign = Sign.CompareTo(other.Sign);
        if (sign != 0) return sign;
        int size = _magnitude.CompareTo(other._magnitude);
        if (size == 0) size = _significand.CompareTo(other._significand);
        return _negative ? -size : size;
    }

    private int Sign => _significand == 0 ? 0 : _negative ? -1 : 1;

    public bool Equals(DynamoNumber other) =>
        _significand == other._significand && _magnitude == other._magnitude && _negative == other._negative;

    public override bool Equals(object? obj) => obj is DynamoNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_significand, _magnitude, _negative);
}
