using System.Linq.Expressions;

namespace SingleTable.Linq.Translation;

/// <summary>Which conversions of an attribute may be left out of a condition: DynamoDB compares what is stored, and (int)x.Price would cut it.</summary>
internal static class Conversions
{
    public static bool KeepsValue(UnaryExpression convert)
    {
        var (from, to) = (Plain(convert.Operand.Type), Plain(convert.Type));
        if (from == to || to.IsAssignableFrom(from) || from.IsAssignableFrom(to))
        {
            return true;
        }

        if (!ValueFitting.IsNumber(to) || !(ValueFitting.IsNumber(from) || from == typeof(char)))
        {
            return false;
        }

        // To a fraction nothing is cut; between integers the wider one must hold every value of the other.
        return !ValueFitting.IsInteger(to) || (from != typeof(decimal) && from != typeof(double) && from != typeof(float) && Holds(to, from));
    }

    private static Type Plain(Type type)
    {
        var plain = ValueFitting.Plain(type);
        return plain.IsEnum ? Enum.GetUnderlyingType(plain) : plain;
    }

    private static bool Holds(Type wide, Type narrow)
    {
        var ((wideBits, wideSign), (bits, sign)) = (Form(wide), Form(narrow));
        return wideSign == sign ? wideBits >= bits : wideSign && wideBits > bits;
    }

    private static (int Bits, bool IsSigned) Form(Type integer) => Type.GetTypeCode(integer) switch
    {
        TypeCode.SByte => (8, true),
        TypeCode.Byte => (8, false),
        TypeCode.Int16 => (16, true),
        TypeCode.UInt16 or TypeCode.Char => (16, false),
        TypeCode.Int32 => (32, true),
        TypeCode.UInt32 => (32, false),
        TypeCode.Int64 => (64, true),
        _ => (64, false),
    };
}
