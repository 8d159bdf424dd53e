using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>A mapping of a type that no generic class is made for, because code cannot be generated: its values are in boxes.</summary>
internal abstract class BoxedMapping(Type type) : AttributeMapping<object>
{
    public sealed override Type ClrType => type;

    protected sealed override bool TakesNull => !type.IsValueType;
}

/// <summary>A value type that may be null; its box is that of the value.</summary>
internal sealed class BoxedNullableMapping(Type type, AttributeMapping inner) : AttributeMapping<object>
{
    public override Type ClrType => type;

    public override AttributeKind Kind => inner.Kind;

    public override bool IsOrdered => inner.IsOrdered;

    public override object? Read(ref DynamoJsonReader reader, ref StringMemo memo) =>
        reader.TryReadNullValue() ? null : inner.ReadBoxed(ref reader, ref memo);

    public override string TextOf(object value) => inner.TextOf(value);

    protected override void WriteValue(DynamoJsonWriter writer, object value) => inner.WriteBoxed(writer, value);
}

/// <summary>A mapping in boxes, for those who know the type.</summary>
internal sealed class UnboxedMapping<T>(AttributeMapping boxed) : AttributeMapping<T>
{
    public override AttributeKind Kind => boxed.Kind;

    public override bool IsOrdered => boxed.IsOrdered;

    public override T? Read(ref DynamoJsonReader reader, ref StringMemo memo) => (T?)boxed.ReadBoxed(ref reader, ref memo);

    public override string TextOf(object value) => boxed.TextOf(value);

    public override bool IsEmptySet(object? value) => boxed.IsEmptySet(value);

    protected override void WriteValue(DynamoJsonWriter writer, T value) => boxed.WriteBoxed(writer, value);
}
