using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

internal sealed class NullValue : DynamoValue
{
    private NullValue()
    {
    }

    public static NullValue Instance { get; } = new();

    public override ValueKind Kind => ValueKind.NULL;

    public override int Size => 1;

    protected override void WriteContent(Utf8JsonWriter json) => json.WriteBooleanValue(true);

    public override bool Equals(DynamoValue? other) => other is NullValue;

    public override int GetHashCode() => 3;

    protected override string Display() => "true";
}
