using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Truth values to <c>BOOL</c>.</summary>
internal sealed class BooleanMapping : AttributeMapping<bool>, IElementMapping
{
    public override bool IsImmutable => true;

    public override AttributeKind Kind => AttributeKind.Bool;

    public override bool Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        Begin(ref reader, AttributeTag.Bool);
        var value = reader.ReadBoolean();
        reader.EndValue();
        return value;
    }

    public AttributeMapping Nullable() => new NullableMapping<bool>(this);

    public AttributeMapping Array() => new ArrayMapping<bool>(this);

    public AttributeMapping ImmutableArray() => new ImmutableArrayMapping<bool>(this);

    public AttributeMapping? List(Type type) => Composites.List(type, this);

    public AttributeMapping? TextMap(Type type, ScalarMapping<string> key) => Composites.TextMap(type, key, this);

    protected override void WriteValue(DynamoJsonWriter writer, bool value)
    {
        writer.WriteStartObjectOf(WireNames.Bool);
        writer.WriteBooleanValue(value);
        writer.WriteEndObject();
    }
}

/// <summary>A value type that may be null.</summary>
internal sealed class NullableMapping<T>(AttributeMapping<T> inner) : AttributeMapping<T?>
    where T : struct
{
    public override AttributeKind Kind => inner.Kind;

    public override bool IsOrdered => inner.IsOrdered;

    public override bool IsImmutable => inner.IsImmutable;

    public override T? Stored(T? value) => value is { } given ? inner.Stored(given) : null;

    public override T? Read(ref DynamoJsonReader reader, ref StringMemo memo) =>
        reader.TryReadNullValue() ? null : inner.Read(ref reader, ref memo);

    public override string TextOf(object value) => inner.TextOf(value);

    protected override void WriteValue(DynamoJsonWriter writer, T? value) => inner.Write(writer, value.GetValueOrDefault());
}

/// <summary>Values that are stored as values of another type are.</summary>
internal sealed class ConvertedMapping<T, TStored>(AttributeMapping<TStored> stored, Func<T, TStored> to, Func<TStored, T> from, bool isOrdered)
    : AttributeMapping<T>
{
    public override AttributeKind Kind => stored.Kind;

    public override bool IsOrdered => isOrdered;

    public override T? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (default(T) is null && reader.TryReadNullValue()) return default;
        var value = stored.Read(ref reader, ref memo);
        try
        {
            return from(value!);
        }
        catch (Exception e) when (e is not (SingleTableException or OutOfMemoryException))
        {
            throw ItemFormatException.Unreadable(typeof(T), e);
        }
    }

    public override string TextOf(object value) => stored.TextOf(to((T)value)!);

    public override bool IsEmptySet(object? value) => value is T own && stored.IsEmptySet(to(own));

    protected override void WriteValue(DynamoJsonWriter writer, T value) => stored.Write(writer, to(value));
}
