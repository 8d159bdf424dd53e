using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>Something with a value: in conditions and on the right side of a SET action.</summary>
internal abstract record Operand
{
    /// <summary>The type when it is known before an item is read.</summary>
    public virtual ValueKind? StaticKind => null;
}

internal sealed record PathOperand(DocumentPath Path) : Operand;

internal sealed record ValueOperand(string Placeholder, DynamoValue Value) : Operand
{
    public override ValueKind? StaticKind => Value.Kind;
}

internal sealed record SizeOperand(DocumentPath Path) : Operand
{
    public override ValueKind? StaticKind => ValueKind.N;
}

// only in SET actions
internal sealed record ArithmeticOperand(bool Plus, Operand Left, Operand Right) : Operand
{
    public override ValueKind? StaticKind => ValueKind.N;
}

internal sealed record IfNotExistsOperand(DocumentPath Path, Operand Otherwise) : Operand;

internal sealed record ListAppendOperand(Operand First, Operand Second) : Operand
{
    public override ValueKind? StaticKind => ValueKind.L;
}
