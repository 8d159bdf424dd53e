using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

internal sealed class NumberValue(DynamoNumber number) : DynamoValue
{
    public DynamoNumber Number { get; } = number;

    public override ValueKind Kind => ValueKind.N;

    public override int Size => Number.Size;

    protected override void WriteContent(Utf8JsonWriter json) => json.WriteStringValue(Number.ToString());

    public override bool Equals(DynamoValue? other) => other is NumberValue value && value.Number.Equals(Number);

    public override int GetHashCode() => Number.GetHashCode();

    protected override string Display() => Number.ToString();
}
