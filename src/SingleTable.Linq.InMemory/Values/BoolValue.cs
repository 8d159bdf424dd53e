using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

internal sealed class BoolValue : DynamoValue
{
    private readonly bool _value;

    private BoolValue(bool value) => _value = value;

    private static BoolValue True { get; } = new(true);

    private static BoolValue False { get; } = new(false);

    public static BoolValue Of(bool value) => value ? True : False;

    public override ValueKind Kind => ValueKind.BOOL;

    public override int Size => 1;

    protected override void WriteContent(Utf8JsonWriter json) => json.WriteBooleanValue(_value);

    public override bool Equals(DynamoValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => _value ? 1 : 2;

    protected override string Display() => _value ? "true" : "false";
}
