using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Keys;

/// <summary>The types that can stand in a key, and the formats that each of them takes.</summary>
internal static class SlotCodecs
{
    public static SlotCodec? TryCreate(Type type, string? format, KeyEncoding encoding, out string? problem)
    {
        problem = null;
        if (type.IsEnum)
            return Enumeration(type, format, out problem);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => WithoutFormat(type, format, new StringCodec(encoding), out problem),
            TypeCode.Char => WithoutFormat(type, format, new CharCodec(encoding), out problem),
            TypeCode.Boolean => WithoutFormat(type, format, new BooleanCodec(), out problem),
            TypeCode.SByte => Integer<sbyte>(format, 3, out problem),
            TypeCode.Byte => Integer<byte>(format, 3, out problem),
            TypeCode.Int16 => Integer<short>(format, 5, out problem),
            TypeCode.UInt16 => Integer<ushort>(format, 5, out problem),
            TypeCode.Int32 => Integer<int>(format, 10, out problem),
            TypeCode.UInt32 => Integer<uint>(format, 10, out problem),
            TypeCode.Int64 => Integer<long>(format, 19, out problem),
            TypeCode.UInt64 => Integer<ulong>(format, 20, out problem),
            TypeCode.Decimal => FixedPointCodec<decimal>.TryCreate(format, out problem),
            TypeCode.Double => FixedPointCodec<double>.TryCreate(format, out problem),
            TypeCode.Single => FixedPointCodec<float>.TryCreate(format, out problem),
            TypeCode.DateTime => DateTimeCodec.TryCreate(format, out problem),
            _ when type == typeof(DateTimeOffset) => DateTimeOffsetCodec.TryCreate(format, out problem),
            _ when type == typeof(DateOnly) => DateOnlyCodec.TryCreate(format, out problem),
            _ when type == typeof(TimeOnly) => TimeOnlyCodec.TryCreate(format, out problem),
            _ when type == typeof(TimeSpan) => WithoutFormat(type, format, new TimeSpanCodec(), out problem),
            _ when type == typeof(Guid) => Uuid(format, out problem),
            _ => Unsupported(type, out problem),
        };
    }

    private static SlotCodec? Unsupported(Type type, out string? problem)
    {
        problem = $"The type {TypeText.Of(type)} has no text that can stand in a key; use a string, a number, a date, a Guid or an enum, "
            + "or store a property of such a type beside it.";
        return null;
    }

    private static SlotCodec? WithoutFormat(Type type, string? format, SlotCodec codec, out string? problem)
    {
        problem = format is null ? null : $"The type {TypeText.Of(type)} takes no format in a key; leave ':{format}' out.";
        return format is null ? codec : null;
    }

    private static SlotCodec? Integer<T>(string? format, int digits, out string? problem)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        problem = null;
        if (format is null)
            return new IntegerCodec<T>(digits, signed: true);
        if (format[0] is 'D' or 'd' && int.TryParse(format.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && width is > 0 and <= IntegerCodec<T>.MaxWidth)
            return new IntegerCodec<T>(width, signed: false);
        problem = $"The format '{format}' does not give {typeof(T).Name} a fixed width, so its keys would not sort; "
            + $"leave it out (then the width is {digits} digits), or write 'D' and the number of digits, as in ':D{digits}'.";
        return null;
    }

    private static SlotCodec? Uuid(string? format, out string? problem)
    {
        problem = format is null or "D" or "N" ? null : $"The format '{format}' is not known for Guid; leave it out, or write ':N' or ':D'.";
        return problem is null ? new GuidCodec(format == "N" ? 'N' : 'D') : null;
    }

    private static SlotCodec? Enumeration(Type type, string? format, out string? problem)
    {
        problem = null;
        switch (format)
        {
            case null or "G":
                return RuntimeFeature.IsDynamicCodeSupported ? Make(typeof(EnumNameCodec<>), type) : new BoxedEnumNameCodec(type);
            case "D":
                return RuntimeFeature.IsDynamicCodeSupported
                    ? Make(typeof(EnumDigitsCodec<,>), type, type.GetEnumUnderlyingType())
                    : new BoxedEnumDigitsCodec(type);
            default:
                problem = $"The format '{format}' is not known for enums; leave it out for the name, or write ':D' for fixed-width digits that sort.";
                return null;
        }
    }

    [RequiresDynamicCode("Makes a generic class for the enum.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The arguments are an enum and a number, of which nothing is asked.")]
    private static SlotCodec Make(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type definition, params Type[] arguments) =>
        (SlotCodec)Activator.CreateInstance(definition.MakeGenericType(arguments))!;
}
