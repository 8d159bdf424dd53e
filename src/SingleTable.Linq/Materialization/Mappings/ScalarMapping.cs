using System.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>A mapping to <c>S</c>, <c>N</c> or <c>B</c>, which are all text on the wire; so its values can also be elements of a set.</summary>
internal abstract class ScalarMapping<T>(AttributeKind kind) : AttributeMapping<T>, IScalarMapping
{
    private readonly AttributeTag _tag = kind.ToTag();

    public sealed override AttributeKind Kind => kind;

    public override T? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, _tag)) return default;
        var value = Parse(reader.ReadString());
        reader.EndValue();
        return value;
    }

    // The first items of a process are read by this one. It is all that is compiled for each type that they have.
    public override object? ReadBoxed(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, _tag)) return default(T);
        if (!TryParse(reader.ReadString(), out var value)) throw ItemFormatException.Unreadable(ClrType);
        reader.EndValue();
        return value;
    }

    /// <summary>Reads the text inside of <c>{"S":"text"}</c>.</summary>
    public T Parse(ReadOnlySpan<byte> text) => TryParse(text, out var value) ? value : throw ItemFormatException.Unreadable(ClrType);

    /// <summary>Writes the text inside of <c>{"S":"text"}</c> as a JSON string.</summary>
    public abstract void WriteText(DynamoJsonWriter writer, T value);

    /// <summary>Writes a whole attribute, whose name goes as far as the text.</summary>
    public virtual void WriteAttribute(DynamoJsonWriter writer, JsonName name, T value)
    {
        writer.WriteStartAttribute(name);
        WriteText(writer, value);
        writer.WriteEndObject();
    }

    /// <summary>The text, to be the name of a dictionary's entry.</summary>
    public abstract string ToText(T value);

    public sealed override string TextOf(object value) => ToText((T)value);

    object? IScalarMapping.Parse(ReadOnlySpan<byte> text) => Parse(text);

    public virtual AttributeMapping? Nullable() => null;

    public virtual AttributeMapping? Array() => new ArrayMapping<T>(this);

    public virtual AttributeMapping? ImmutableArray() => new ImmutableArrayMapping<T>(this);

    public virtual AttributeMapping? List(Type type) => Composites.List(type, this);

    public virtual AttributeMapping? Set(Type type) => Composites.Set(type, this);

    public virtual AttributeMapping? TextMap(Type type, ScalarMapping<string> key) => Composites.TextMap(type, key, this);

    protected abstract bool TryParse(ReadOnlySpan<byte> text, out T value);

    protected sealed override void WriteValue(DynamoJsonWriter writer, T value)
    {
        writer.WriteStartObjectOf(WireNames.Of(kind));
        WriteText(writer, value);
        writer.WriteEndObject();
    }
}

/// <summary>A scalar whose text is short, and needs no escapes.</summary>
internal abstract class ShortTextMapping<T>(AttributeKind kind) : ScalarMapping<T>(kind)
    where T : struct
{
    private const int MaxLength = 64;

    public sealed override bool IsOrdered => true;

    public override void WriteText(DynamoJsonWriter writer, T value) => writer.WriteTextInPlace(Format(value, writer.TextInPlace(MaxLength)));

    public sealed override string ToText(T value)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return Encoding.UTF8.GetString(buffer[..Format(value, buffer)]);
    }

    public sealed override AttributeMapping Nullable() => new NullableMapping<T>(this);

    /// <summary>Writes the text and gives its length.</summary>
    protected abstract int Format(T value, Span<byte> destination);
}
