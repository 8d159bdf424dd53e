using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Enum values to <c>S</c> by name. The order of the names is not the order of the values.</summary>
internal sealed class EnumNameMapping<T>() : ScalarMapping<T>(AttributeKind.S)
    where T : struct, Enum
{
    public override bool IsImmutable => true;

    // Names and values of an enum are in the same order. The generic methods would be compiled for each enum.
    private readonly NameTable _names = new(Enum.GetNames(typeof(T)));
    private readonly T[] _values = ValuesOf(typeof(T));

    // For writing; made with the first value.
    private Dictionary<T, string>? _texts;

    public override void WriteText(DynamoJsonWriter writer, T value) => writer.WriteStringValue(NameOf(value));

    public override void WriteAttribute(DynamoJsonWriter writer, JsonName name, T value) => writer.WriteAttribute(name, NameOf(value));

    public override AttributeMapping Nullable() => new NullableMapping<T>(this);

    public override string ToText(T value) => NameOf(value);

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value)
    {
        var index = _names.Find(text);
        value = index < 0 ? default : _values[index];
        return index >= 0;
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "This class is made where code can be generated.")]
    private static T[] ValuesOf(Type type) => (T[])Enum.GetValues(type);

    private string NameOf(T value) => (_texts ??= Texts()).TryGetValue(value, out var text)
        ? text
        : throw ItemFormatException.NotStorable(typeof(T), "it has no name. Define it, or store the enum as a number.");

    private Dictionary<T, string> Texts()
    {
        var texts = new Dictionary<T, string>();
        foreach (var value in _values) texts.TryAdd(value, value.ToString());
        return texts;
    }
}

/// <summary>Enum values to <c>N</c>: any value of the underlying type.</summary>
internal sealed class EnumNumberMapping<T, TNumber>(ScalarMapping<TNumber> number) : ScalarMapping<T>(AttributeKind.N)
    where T : struct, Enum
    where TNumber : struct
{
    public override bool IsImmutable => true;

    public override bool IsOrdered => true;

    public override void WriteText(DynamoJsonWriter writer, T value) => number.WriteText(writer, Unsafe.BitCast<T, TNumber>(value));

    public override AttributeMapping Nullable() => new NullableMapping<T>(this);

    public override string ToText(T value) => number.ToText(Unsafe.BitCast<T, TNumber>(value));

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value)
    {
        value = Unsafe.BitCast<TNumber, T>(number.Parse(text));
        return true;
    }
}
