using System.Numerics;

namespace SingleTable.Linq.Keys;

/// <summary>
/// Digits of one width. A negative number is '-' and the digits of 10^width + value: '-' sorts before every digit, and the complement makes
/// -2 sort before -1.
/// </summary>
internal sealed class IntegerCodec<T>(int width, bool signed) : SlotCodec<T>
    where T : struct, IBinaryInteger<T>
{
    public const int MaxWidth = 40;

    public override IReadOnlyList<string> Masks { get; } = signed && T.IsNegative(T.Zero - T.One)
        ? [KeyMask.Digits(width), "-" + KeyMask.Digits(width)]
        : [KeyMask.Digits(width)];

    public override void Write(ref KeyWriter writer, T value)
    {
        if (!T.IsNegative(value))
        {
            FixedWidth.Write(ref writer, ulong.CreateTruncating(value), width);
            return;
        }
        if (!signed)
        {
            throw new SlotValueException(
                KeyValueCodes.DoesNotFit, $"is negative, which the format D{width} has no room for; leave the format out to sort negative numbers");
        }
        FixedWidth.WriteNegative(ref writer, 0UL - ulong.CreateTruncating(value), width);
    }

    protected override T Convert(object value)
    {
        Int128? number = value switch
        {
            sbyte n => n,
            byte n => n,
            short n => n,
            ushort n => n,
            int n => n,
            uint n => n,
            long n => n,
            ulong n => n,
            _ => null,
        };
        if (number is not { } known)
            return base.Convert(value);
        var converted = T.CreateTruncating(known);
        return Int128.CreateTruncating(converted) == known
            ? converted
            : throw new SlotValueException(KeyValueCodes.DoesNotFit, $"is outside the range of {typeof(T).Name}; convert it before");
    }
}

internal static class FixedWidth
{
    public static void Write(ref KeyWriter writer, ulong digits, int width)
    {
        var target = writer.GetSpan(width)[..width];
        for (var i = width - 1; i >= 0; i--)
        {
            (digits, var digit) = Math.DivRem(digits, 10);
            target[i] = (byte)('0' + digit);
        }
        if (digits != 0)
            throw new SlotValueException(KeyValueCodes.DoesNotFit, $"has more than {width} digits; use a wider format");
        writer.Advance(width);
    }

    /// <param name="writer">The key.</param>
    /// <param name="magnitude">The number without its sign; not zero.</param>
    /// <param name="width">At most 19, so that 10^width is a <see cref="ulong"/>.</param>
    public static void WriteNegative(ref KeyWriter writer, ulong magnitude, int width)
    {
        writer.Append("-"u8);
        var modulus = 1UL;
        for (var i = 0; i < width; i++)
            modulus *= 10;
        Write(ref writer, modulus - magnitude, width);
    }
}

/// <summary>Ticks, written like a <see cref="long"/>.</summary>
internal sealed class TimeSpanCodec : SlotCodec<TimeSpan>
{
    private readonly IntegerCodec<long> _ticks = new(19, signed: true);

    public override IReadOnlyList<string> Masks => _ticks.Masks;

    public override void Write(ref KeyWriter writer, TimeSpan value) => _ticks.Write(ref writer, value.Ticks);
}
