using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>Evaluates conditions on one item. A missing attribute makes everything false but &lt;&gt;, NOT and attribute_not_exists.</summary>
internal static class Evaluator
{
    public static bool Holds(Condition condition, MapValue item) => condition switch
    {
        AndCondition c => Holds(c.Left, item) && Holds(c.Right, item),
        OrCondition c => Holds(c.Left, item) || Holds(c.Right, item),
        NotCondition c => !Holds(c.Inner, item),
        Comparison c => Compare(c.Operator, Value(c.Left, item), Value(c.Right, item)),
        Between c => Value(c.Value, item) is { } value
            && Compare(">=", value, Value(c.Low, item)) && Compare("<=", value, Value(c.High, item)),
        In c => Value(c.Value, item) is { } value && c.Candidates.Any(candidate => value.Equals(Value(candidate, item))),
        Exists c => c.Path.Read(item) is not null == c.Expected,
        TypeIs c => c.Path.Read(item)?.Kind == c.Kind,
        BeginsWith c => StartsWith(Value(c.Value, item), Value(c.Prefix, item)),
        Contains c => Holds(Value(c.Value, item), Value(c.Element, item)),
        _ => throw new InvalidOperationException("Unknown condition"),
    };

    public static DynamoValue? Value(Operand operand, MapValue item) => operand switch
    {
        ValueOperand o => o.Value,
        PathOperand o => o.Path.Read(item),
        SizeOperand o => o.Path.Read(item) is { } value && SizeOf(value) is { } size ? new NumberValue(DynamoNumber.FromInt(size)) : null,
        _ => throw new InvalidOperationException("Not an operand of a condition"),
    };

    public static bool Compare(string comparison, DynamoValue? left, DynamoValue? right)
    {
        bool equal = left is not null && right is not null && left.Equals(right);
        if (comparison == "=") return equal;
        if (comparison == "<>") return !equal;
        if (left is null || right is null || left.Kind != right.Kind || !left.Kind.IsOrdered()) return false;
        int order = DynamoValue.Compare(left, right);
        return comparison switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static int? SizeOf(DynamoValue value) => value switch
    {
        StringValue s => s.Text.Length,
        BinaryValue b => b.Bytes.Length,
        SetValue s => s.Elements.Length,
        ListValue l => l.Elements.Length,
        MapValue m => m.Count,
        _ => null,
    };

    public static bool StartsWith(DynamoValue? value, DynamoValue? prefix) => (value, prefix) switch
    {
        (StringValue v, StringValue p) => v.Text.StartsWith(p.Text, StringComparison.Ordinal),
        (BinaryValue v, BinaryValue p) => v.Bytes.AsSpan().StartsWith(p.Bytes),
        _ => false,
    };

    public static bool Holds(DynamoValue? value, DynamoValue? element) => (value, element) switch
    {
        (StringValue v, StringValue e) => v.Text.Contains(e.Text, StringComparison.Ordinal),
        (BinaryValue v, BinaryValue e) => v.Bytes.AsSpan().IndexOf(e.Bytes) >= 0,
        (SetValue v, { } e) => v.Contains(e),
        (ListValue v, { } e) => v.Elements.Contains(e),
        _ => false,
    };
}
