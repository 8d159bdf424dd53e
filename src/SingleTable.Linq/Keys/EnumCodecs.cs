using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary>The name of the value. Names sort by alphabet and not by value, so they serve equality only.</summary>
internal sealed class EnumNameCodec<T> : SlotCodec<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<T, byte[]> _names =
        Enum.GetValues<T>().Distinct().ToFrozenDictionary(value => value, value => Encoded(Enum.GetName(value)!));

    public EnumNameCodec() => Masks = [.. _names.Values.Select(Encoding.UTF8.GetString)];

    public override bool PreservesOrder => false;
    public override IReadOnlyList<string> Masks { get; }

    public override void Write(ref KeyWriter writer, T value)
    {
        if (!_names.TryGetValue(value, out var name))
            throw new SlotValueException(KeyValueCodes.DoesNotFit, $"is not a defined value of {typeof(T).Name}; the format ':D' takes every value");
        writer.Append(name);
    }

    protected override T Convert(object value) =>
        value.GetType() == typeof(T).GetEnumUnderlyingType() ? (T)Enum.ToObject(typeof(T), value) : base.Convert(value);

    private static byte[] Encoded(string name)
    {
        using var writer = new KeyWriter(stackalloc byte[128]);
        writer.AppendEscaped(name, KeyEncoding.Escaped);
        return writer.Written.ToArray();
    }
}

/// <summary>The number behind the value, as fixed-width digits: sorts like the enum, and takes undefined values and flags.</summary>
internal sealed class EnumDigitsCodec<T, TNumber> : SlotCodec<T>
    where T : struct, Enum
    where TNumber : struct, IBinaryInteger<TNumber>
{
    private readonly IntegerCodec<TNumber> _number =
        (IntegerCodec<TNumber>)SlotCodec.TryCreate(typeof(TNumber), null, KeyEncoding.Escaped, out _)!;

    public override IReadOnlyList<string>? Masks => _number.Masks;

    public override void Write(ref KeyWriter writer, T value) => _number.Write(ref writer, Unsafe.BitCast<T, TNumber>(value));

    protected override T Convert(object value) => value is TNumber number ? Unsafe.BitCast<TNumber, T>(number) : base.Convert(value);
}
