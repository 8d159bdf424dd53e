using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

/// <summary>A string, number or binary set: never empty, without duplicates, kept in the order of its elements.</summary>
internal sealed class SetValue : DynamoValue
{
    private static readonly Comparer<DynamoValue> Order = Comparer<DynamoValue>.Create(Compare);

    private SetValue(ValueKind kind, DynamoValue[] sorted)
    {
        Kind = kind;
        Elements = sorted;
    }

    public override ValueKind Kind { get; }

    /// <summary>Never written to after construction.</summary>
    public DynamoValue[] Elements { get; }

    public static SetValue Of(ValueKind kind, IEnumerable<DynamoValue> distinct)
    {
        var sorted = distinct.ToArray();
        Array.Sort(sorted, Compare);
        return new SetValue(kind, sorted);
    }

    public bool Contains(DynamoValue element) =>
        element.Kind == Kind.ElementKind() && Array.BinarySearch(Elements, element, Order) >= 0;

    public SetValue Union(SetValue other) => Of(Kind, Elements.Concat(other.Elements).Distinct());

    /// <summary>Null when nothing is left, because a set is never empty.</summary>
    public SetValue? Except(SetValue other)
    {
        var left = Elements.Except(other.Elements).ToArray();
        return left.Length == 0 ? null : Of(Kind, left);
    }

    public override int Size
    {
        get
        {
            int size = 0;
            foreach (var element in Elements) size += element.Size;
            return size;
        }
    }

    protected override void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var element in Elements)
        {
            switch (element)
            {
                case StringValue s: json.WriteStringValue(s.Text); break;
                case NumberValue n: json.WriteStringValue(n.Number.ToString()); break;
                case BinaryValue b: json.WriteBase64StringValue(b.Bytes); break;
            }
        }
        json.WriteEndArray();
    }

    public override bool Equals(DynamoValue? other) =>
        other is SetValue value && value.Kind == Kind && value.Elements.AsSpan().SequenceEqual(Elements);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var element in Elements) hash.Add(element);
        return hash.ToHashCode();
    }
}
