using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>How values of one CLR type are stored in an attribute: both directions, exact inverses of each other.</summary>
internal abstract class AttributeMapping
{
    public abstract Type ClrType { get; }

    public abstract AttributeKind Kind { get; }

    /// <summary>Whether the order of the stored values is .NET's order of the values (strings: by UTF-8 bytes).</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Writes the whole <c>{"S":"..."}</c>; a null is <c>{"NULL":true}</c>.</summary>
    public abstract void WriteBoxed(DynamoJsonWriter writer, object? value);

    public abstract object? ReadBoxed(ref DynamoJsonReader reader);

    /// <summary>The text inside of <c>{"S":"text"}</c>; only scalars that are stored as S, N or B have one.</summary>
    public virtual string TextOf(object value) => throw new InvalidOperationException($"{Kind} is no text.");

    /// <summary>Whether the value is a set without elements, which DynamoDB cannot store: leave the attribute out.</summary>
    public virtual bool IsEmptySet(object? value) => false;

    private protected static void WriteNull(DynamoJsonWriter writer)
    {
        writer.WriteStartObjectOf(WireNames.Null);
        writer.WriteBooleanValue(true);
        writer.WriteEndObject();
    }
}

/// <inheritdoc/>
/// <typeparam name="T">The CLR type.</typeparam>
internal abstract class AttributeMapping<T> : AttributeMapping
{
    public sealed override Type ClrType => typeof(T);

    public abstract T? Read(ref DynamoJsonReader reader, ref StringMemo memo);

    /// <inheritdoc cref="AttributeMapping.WriteBoxed"/>
    public void Write(DynamoJsonWriter writer, T? value)
    {
        if (value is null) WriteNull(writer);
        else WriteValue(writer, value);
    }

    public sealed override void WriteBoxed(DynamoJsonWriter writer, object? value) => Write(writer, (T?)value);

    public sealed override object? ReadBoxed(ref DynamoJsonReader reader)
    {
        var memo = StringMemo.Disabled;
        return Read(ref reader, ref memo);
    }

    protected abstract void WriteValue(DynamoJsonWriter writer, T value);

    /// <summary>Enters a value of the expected type; false when a null was read instead, which only a target that can be null takes.</summary>
    protected static bool Begin(ref DynamoJsonReader reader, AttributeTag expected)
    {
        var found = reader.BeginValue();
        return found == expected || BeginOther(ref reader, expected, found);
    }

    private static bool BeginOther(ref DynamoJsonReader reader, AttributeTag expected, AttributeTag found)
    {
        if (found != AttributeTag.Null || default(T) is not null) throw ItemFormatException.WrongType(expected, found, typeof(T));
        reader.ReadBoolean();
        reader.EndValue();
        return false;
    }
}
