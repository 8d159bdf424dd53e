using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>How values of one CLR type are stored in an attribute: both directions, exact inverses of each other.</summary>
internal abstract class AttributeMapping
{
    public abstract Type ClrType { get; }

    public abstract AttributeKind Kind { get; }

    /// <summary>Whether the order of the stored values is .NET's order of the values (strings: by UTF-8 bytes).</summary>
    public virtual bool IsOrdered => false;

    /// <summary>
    /// Whether a value that was written is read back as <see cref="AttributeMapping{T}.Stored"/> gives it, and shares nothing with it that could change.
    /// </summary>
    public virtual bool IsImmutable => false;

    /// <summary>Writes the whole <c>{"S":"..."}</c>; a null is <c>{"NULL":true}</c>.</summary>
    public abstract void WriteBoxed(DynamoJsonWriter writer, object? value);

    public abstract object? ReadBoxed(ref DynamoJsonReader reader, ref StringMemo memo);

    /// <summary>The text inside of <c>{"S":"text"}</c>; only scalars that are stored as S, N or B have one.</summary>
    public virtual string TextOf(object value) => throw new InvalidOperationException($"{Kind} is no text.");

    /// <summary>Whether the value is a set without elements, which DynamoDB cannot store: leave the attribute out.</summary>
    public virtual bool IsEmptySet(object? value) => false;

    /// <summary>The same mapping for those who know the type.</summary>
    public AttributeMapping<T> As<T>() => this as AttributeMapping<T> ?? new UnboxedMapping<T>(this);

    /// <summary>Whether a null is read as a value, and not refused.</summary>
    protected abstract bool TakesNull { get; }

    /// <summary>Enters a value of the expected type; false when a null was read instead, which only a target that can be null takes.</summary>
    protected bool Begin(ref DynamoJsonReader reader, AttributeTag expected)
    {
        var found = reader.BeginValue();
        return found == expected || BeginOther(ref reader, expected, found);
    }

    private bool BeginOther(ref DynamoJsonReader reader, AttributeTag expected, AttributeTag found)
    {
        if (found != AttributeTag.Null || !TakesNull) throw ItemFormatException.WrongType(expected, found, ClrType);
        reader.ReadBoolean();
        reader.EndValue();
        return false;
    }

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
    public override Type ClrType => typeof(T);

    protected override bool TakesNull => default(T) is null;

    public abstract T? Read(ref DynamoJsonReader reader, ref StringMemo memo);

    /// <summary>A value as it is read back; only of mappings that are <see cref="AttributeMapping.IsImmutable"/>.</summary>
    public virtual T Stored(T value) => value;

    /// <inheritdoc cref="AttributeMapping.WriteBoxed"/>
    public void Write(DynamoJsonWriter writer, T? value)
    {
        if (value is null) WriteNull(writer);
        else WriteValue(writer, value);
    }

    public sealed override void WriteBoxed(DynamoJsonWriter writer, object? value) => Write(writer, (T?)value);

    public override object? ReadBoxed(ref DynamoJsonReader reader, ref StringMemo memo) => Read(ref reader, ref memo);

    protected abstract void WriteValue(DynamoJsonWriter writer, T value);
}
