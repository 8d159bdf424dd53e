using System.Globalization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>What enums in boxes have in common: they are scalars, and what contains them is in boxes too.</summary>
internal abstract class BoxedEnumMapping(Type type, AttributeKind kind) : ScalarMapping<object>(kind)
{
    public sealed override Type ClrType => type;

    protected sealed override bool TakesNull => false;

    public sealed override AttributeMapping? Nullable() => null;

    public sealed override AttributeMapping? Array() => null;

    public sealed override AttributeMapping? ImmutableArray() => null;

    public sealed override AttributeMapping? List(Type type) => null;

    public sealed override AttributeMapping? Set(Type type) => null;

    public sealed override AttributeMapping? TextMap(Type type, ScalarMapping<string> key) => null;
}

/// <inheritdoc cref="EnumNameMapping{T}"/>
internal sealed class BoxedEnumNameMapping : BoxedEnumMapping
{
    private readonly NameTable _names;
    private readonly object[] _values;
    private readonly Dictionary<object, string> _texts = [];

    public BoxedEnumNameMapping(Type type)
        : base(type, AttributeKind.S)
    {
        var names = Enum.GetNames(type);
        _names = new NameTable(names);
        _values = System.Array.ConvertAll(names, name => Enum.Parse(type, name));
        foreach (var value in _values)
        {
            _texts.TryAdd(value, value.ToString()!);
        }
    }

    public override void WriteText(DynamoJsonWriter writer, object value) => writer.WriteStringValue(Encoded(value));

    public override string ToText(object value) => Encoded(value);

    protected override bool TryParse(ReadOnlySpan<byte> text, out object value)
    {
        var index = _names.Find(text);
        value = index < 0 ? ClrType : _values[index];
        return index >= 0;
    }

    private string Encoded(object value) => _texts.TryGetValue(value, out var text)
        ? text
        : throw ItemFormatException.NotStorable(ClrType, "it has no name. Define it, or store the enum as a number.");
}

/// <inheritdoc cref="EnumNumberMapping{T, TNumber}"/>
internal sealed class BoxedEnumNumberMapping(Type type, AttributeMapping number) : BoxedEnumMapping(type, AttributeKind.N)
{
    private readonly IScalarMapping _number = (IScalarMapping)number;

    public override bool IsOrdered => true;

    public override void WriteText(DynamoJsonWriter writer, object value) => writer.WriteStringValue(ToText(value));

    public override string ToText(object value) =>
        number.TextOf(Convert.ChangeType(value, number.ClrType, CultureInfo.InvariantCulture));

    protected override bool TryParse(ReadOnlySpan<byte> text, out object value)
    {
        value = Enum.ToObject(ClrType, _number.Parse(text)!);
        return true;
    }
}
