using System.Globalization;
using System.Numerics;

namespace SingleTable.Linq.Keys;

/// <summary>Numbers with a fraction, in a format of zeros such as <c>000000.00</c>: never negative, never rounded.</summary>
internal sealed class FixedPointCodec<T> : SlotCodec<T>
    where T : struct, IFloatingPoint<T>
{
    private const int MaxDigits = 28;
    private readonly int _integerDigits;
    private readonly int _fractionDigits;
    private readonly string _decimalFormat;

    private FixedPointCodec(int integerDigits, int fractionDigits)
    {
        _integerDigits = integerDigits;
        _fractionDigits = fractionDigits;
        _decimalFormat = string.Create(CultureInfo.InvariantCulture, $"F{fractionDigits}");
        Masks = [KeyMask.Digits(integerDigits) + (fractionDigits == 0 ? "" : "." + KeyMask.Digits(fractionDigits))];
    }

    public override IReadOnlyList<string> Masks { get; }

    public static SlotCodec? TryCreate(string? format, out string? problem)
    {
        var point = format?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var integers = point < 0 ? format?.Length ?? 0 : point;
        var fraction = point < 0 ? 0 : format!.Length - point - 1;
        var zeros = format?.Count(c => c == '0') ?? 0;
        problem = null;
        if (integers > 0 && zeros == integers + fraction && zeros <= MaxDigits && (point < 0 || fraction > 0))
            return new FixedPointCodec<T>(integers, fraction);
        problem = (format is null ? $"{typeof(T).Name} has no fixed width" : $"The format '{format}' gives {typeof(T).Name} no fixed width")
            + ", so its keys would not sort; write zeros for all digits of the largest value, as in ':000000.00', or use an integer property.";
        return null;
    }

    public override void Write(ref KeyWriter writer, T value)
    {
        var number = Exact(value);
        if (number < 0)
            throw new SlotValueException(KeyValueCodes.DoesNotFit, "is negative, which its format has no room for; use a type or format with a sign");
        if (decimal.Round(number, _fractionDigits) != number)
        {
            throw new SlotValueException(
                KeyValueCodes.DoesNotFit, $"has more than {_fractionDigits} fraction digits; round it before it becomes a key");
        }

        Span<byte> text = stackalloc byte[64];
        Math.Abs(number).TryFormat(text, out var length, _decimalFormat, CultureInfo.InvariantCulture);
        var width = _integerDigits + (_fractionDigits == 0 ? 0 : 1 + _fractionDigits);
        if (length > width)
            throw new SlotValueException(KeyValueCodes.DoesNotFit, $"has more than {_integerDigits} digits before the point; use a wider format");
        var target = writer.GetSpan(width)[..width];
        target[..(width - length)].Fill((byte)'0');
        text[..length].CopyTo(target[(width - length)..]);
        writer.Advance(width);
    }

    // A cast from double to decimal keeps 15 digits only, which would give different values one key; the shortest text keeps them apart.
    private static decimal Exact(T value)
    {
        if (value is decimal number)
            return number;
        var invariant = CultureInfo.InvariantCulture;
        if (decimal.TryParse(value.ToString("R", invariant), NumberStyles.Float, invariant, out var parsed)
            && T.Parse(parsed.ToString(invariant), NumberStyles.Float, invariant) == value)
            return parsed;
        throw new SlotValueException(KeyValueCodes.DoesNotFit, "is not a number that the format can show exactly; round it before it becomes a key");
    }
}
