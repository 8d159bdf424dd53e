using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

internal sealed class ListValue(DynamoValue[] elements) : DynamoValue
{
    /// <summary>Never written to after construction.</summary>
    public DynamoValue[] Elements { get; } = elements;

    public override ValueKind Kind => ValueKind.L;

    public override int Nesting => Elements.Length == 0 ? 0 : 1 + Elements.Max(e => e.Nesting);

    public override int Size
    {
        get
        {
            int size = 3 + Elements.Length;
            foreach (var element in Elements) size += element.Size;
            return size;
        }
    }

    protected override void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var element in Elements) element.WriteTo(json);
        json.WriteEndArray();
    }

    public override bool Equals(DynamoValue? other) => other is ListValue value && value.Elements.AsSpan().SequenceEqual(Elements);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var element in Elements) hash.Add(element);
        return hash.ToHashCode();
    }
}
