using System.Globalization;
using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary><see cref="EnumNameCodec{T}"/> where no generic class can be made for an enum.</summary>
internal sealed class BoxedEnumNameCodec : SlotCodec<object>
{
    private readonly Type _type;
    private readonly Dictionary<object, byte[]> _names = [];

    public BoxedEnumNameCodec(Type type)
    {
        _type = type;
        foreach (var name in Enum.GetNames(type))
        {
            var value = Enum.Parse(type, name);
            _names.TryAdd(value, Encoded(Enum.GetName(type, value)!));
        }

        Masks = [.. _names.Values.Select(Encoding.UTF8.GetString)];
    }

    public override Type ClrType => _type;
    public override bool PreservesOrder => false;
    public override IReadOnlyList<string> Masks { get; }

    public override void Write(ref KeyWriter writer, object value)
    {
        if (!_names.TryGetValue(BoxedEnum.Of(_type, value), out var name))
            throw new SlotValueException(KeyValueCodes.DoesNotFit, $"is not a defined value of {_type.Name}; the format ':D' takes every value");
        writer.Append(name);
    }

    private static byte[] Encoded(string name)
    {
        using var writer = new KeyWriter(stackalloc byte[128]);
        writer.AppendEscaped(name, KeyEncoding.Escaped);
        return writer.Written.ToArray();
    }
}

/// <summary><see cref="EnumDigitsCodec{T, TNumber}"/> where no generic class can be made for an enum.</summary>
internal sealed class BoxedEnumDigitsCodec(Type type) : SlotCodec<object>
{
    private readonly SlotCodec _number = TryCreate(Enum.GetUnderlyingType(type), null, KeyEncoding.Escaped, out _)!;

    public override Type ClrType => type;
    public override IReadOnlyList<string>? Masks => _number.Masks;

    public override void Write(ref KeyWriter writer, object value) =>
        _number.WriteBoxed(ref writer, System.Convert.ChangeType(BoxedEnum.Of(type, value), _number.ClrType, CultureInfo.InvariantCulture));
}

internal static class BoxedEnum
{
    /// <summary>The value, or the number behind it as the value.</summary>
    public static object Of(Type type, object value) =>
        value.GetType() == type ? value
        : value.GetType() == Enum.GetUnderlyingType(type) ? Enum.ToObject(type, value)
        : throw new SlotValueException(KeyValueCodes.DoesNotFit, $"is of type {value.GetType().Name}, but the key needs {type.Name}; convert it before");
}
