using System.Linq.Expressions;

namespace SingleTable.Linq.Translation;

/// <summary>Which conversions of a stored property may be left out: those that keep every value, as the compiler's own do.</summary>
internal static class Conversions
{
    public static bool KeepsValue(UnaryExpression convert)
    {
        var (from, to) = (Underlying(convert.Operand.Type), Underlying(convert.Type));
        if (from == to || !IsNumeric(from) || !IsNumeric(to))
        {
            return from == to || convert.Method is null;
        }

        // Fractions have digits enough for what is compared; to cut a number down is arithmetic, which DynamoDB has none of.
        return to == typeof(decimal) || to == typeof(double) || (to == typeof(float) && ValueFitting.IsInteger(from)) || IsWider(from, to);
    }

    private static bool IsWider(Type from, Type to) => Bits(to) is var (target, isTargetSigned) && Bits(from) is var (source, isSourceSigned)
        && source > 0 && (isTargetSigned == isSourceSigned ? target >= source : isTargetSigned && target > source);

    private static (int Bits, bool IsSigned) Bits(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (8, true),
        TypeCode.Byte => (8, false),
        TypeCode.Int16 => (16, true),
        TypeCode.UInt16 or TypeCode.Char => (16, false),
        TypeCode.Int32 => (32, true),
        TypeCode.UInt32 => (32, false),
        TypeCode.Int64 => (64, true),
        TypeCode.UInt64 => (64, false),
        _ => (0, false),
    };

    private static bool IsNumeric(Type type) => ValueFitting.IsNumber(type) || type == typeof(char);

    private static Type Underlying(Type type) => ValueFitting.Plain(type) is { IsEnum: true } plain ? Enum.GetUnderlyingType(plain) : ValueFitting.Plain(type);
}
