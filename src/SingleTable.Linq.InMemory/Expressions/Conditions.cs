using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>A condition, filter or key condition.</summary>
internal abstract record Condition;

internal sealed record AndCondition(Condition Left, Condition Right) : Condition;

internal sealed record OrCondition(Condition Left, Condition Right) : Condition;

internal sealed record NotCondition(Condition Inner) : Condition;

/// <param name="Operator">One of = &lt;&gt; &lt; &lt;= &gt; &gt;=.</param>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
internal sealed record Comparison(string Operator, Operand Left, Operand Right) : Condition;

internal sealed record Between(Operand Value, Operand Low, Operand High) : Condition;

internal sealed record In(Operand Value, Operand[] Candidates) : Condition;

internal sealed record Exists(DocumentPath Path, bool Expected) : Condition;

internal sealed record TypeIs(DocumentPath Path, ValueKind Kind) : Condition;

internal sealed record BeginsWith(Operand Value, Operand Prefix) : Condition;

internal sealed record Contains(Operand Value, Operand Element) : Condition;
