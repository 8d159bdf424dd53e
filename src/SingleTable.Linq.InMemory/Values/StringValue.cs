using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

internal sealed class StringValue(string text) : DynamoValue
{
    public string Text { get; } = text;

    public override ValueKind Kind => ValueKind.S;

    public override int Size => Utf8Order.ByteCount(Text);

    protected override void WriteContent(Utf8JsonWriter json) => json.WriteStringValue(Text);

    public override bool Equals(DynamoValue? other) => other is StringValue value && string.Equals(value.Text, Text, StringComparison.Ordinal);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"AttributeValue: {{S:{Text}}}";
}
