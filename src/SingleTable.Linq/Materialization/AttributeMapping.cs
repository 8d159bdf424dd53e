using System.Text.Json;
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
    public abstract void WriteBoxed(Utf8JsonWriter writer, object? value);

    public abstract object? ReadBoxed(ref DynamoJsonReader reader);

    /// <summary>Whether the value is a set without elements, which DynamoDB cannot store: leave the attribute out.</summary>
    public virtual bool IsEmptySet(object value) => false;
}

/// <inheritdoc/>
/// <typeparam name="T">The CLR type.</typeparam>
internal abstract class AttributeMapping<T> : AttributeMapping
{
    public sealed override Type ClrType => typeof(T);

    public abstract T? Read(ref DynamoJsonReader reader, ref StringMemo memo);

    public abstract void Write(Utf8JsonWriter writer, T value);

    public sealed override void WriteBoxed(Utf8JsonWriter writer, object? value) => throw new NotImplementedException();

    public sealed override object? ReadBoxed(ref DynamoJsonReader reader) => throw new NotImplementedException();
}
