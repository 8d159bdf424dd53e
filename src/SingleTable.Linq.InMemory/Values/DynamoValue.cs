using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

/// <summary>An immutable attribute value. Equality is DynamoDB's: by type and content, sets without order.</summary>
internal abstract class DynamoValue : IEquatable<DynamoValue>
{
    /// <summary>How deep a value may lie in an item; a top-level attribute lies at 1.</summary>
    public const int DeepestNesting = 32;

    public abstract ValueKind Kind { get; }

    /// <summary>How much deeper than this value the deepest one in it lies.</summary>
    public virtual int Nesting => 0;

    /// <summary>Bytes as the service counts them, without the attribute's name.</summary>
    public abstract int Size { get; }

    /// <summary>Writes what stands inside <c>{"S": …}</c>.</summary>
    protected abstract void WriteContent(Utf8JsonWriter json);

    public abstract bool Equals(DynamoValue? other);

    public abstract override int GetHashCode();

    public override bool Equals(object? obj) => Equals(obj as DynamoValue);

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName(Kind.Name());
        WriteContent(json);
        json.WriteEndObject();
    }

    /// <summary>The order of two values of one ordered kind (S, N, B).</summary>
    public static int Compare(DynamoValue left, DynamoValue right) => (left, right) switch
    {
        (StringValue l, StringValue r) => Utf8Order.Compare(l.Text, r.Text),
        (NumberValue l, NumberValue r) => l.Number.CompareTo(r.Number),
        (BinaryValue l, BinaryValue r) => l.Bytes.AsSpan().SequenceCompareTo(r.Bytes),
        _ => left.Kind.CompareTo(right.Kind),
    };

    /// <summary>As error messages print operands.</summary>
    public override string ToString() => $"AttributeValue: {{{Kind.Name()}:{Display()}}}";

    protected virtual string Display() => Kind.Name();
}
