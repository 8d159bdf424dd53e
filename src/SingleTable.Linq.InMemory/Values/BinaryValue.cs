using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

internal sealed class BinaryValue(byte[] bytes) : DynamoValue
{
    /// <summary>Never written to after construction.</summary>
    public byte[] Bytes { get; } = bytes;

    public override ValueKind Kind => ValueKind.B;

    public override int Size => Bytes.Length;

    protected override void WriteContent(Utf8JsonWriter json) => json.WriteBase64StringValue(Bytes);

    public override bool Equals(DynamoValue? other) => other is BinaryValue value && value.Bytes.AsSpan().SequenceEqual(Bytes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    protected override string Display() => Convert.ToBase64String(Bytes);
}
