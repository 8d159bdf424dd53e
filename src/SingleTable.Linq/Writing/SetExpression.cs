using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>What DynamoDB's SET can compute from an item: an operand, or the sum or difference of two.</summary>
internal sealed record SetExpression(SetOperand Left, bool IsDifference = false, SetOperand? Right = null)
{
    public IEnumerable<SetOperand> Operands => Right is null ? [Left] : [Left, Right];

    /// <summary>The paths that are read.</summary>
    public IEnumerable<AttributeOperand> Reads => Operands.Select(o => o.Path).OfType<AttributeOperand>();

    public string Write(ExpressionBuilder expressions) => Right is null
        ? Left.Write(expressions)
        : $"{Left.Write(expressions)} {(IsDifference ? "-" : "+")} {Right.Write(expressions)}";

    /// <summary>The value, for an item whose paths hold what <paramref name="at"/> gives; null when it has none or does not fit.</summary>
    public object? Evaluate(Func<AttributeOperand, object?> at, AttributeMapping mapping)
    {
        var left = Left.Evaluate(at);
        if (Right is null)
        {
            return left is null ? null : UpdateValues.Fit(left, mapping);
        }

        return Right.Evaluate(at) is { } right && left is not null ? UpdateValues.Sum(left, right, IsDifference, mapping) : null;
    }
}

/// <summary>A path, a path with a value for when it is absent, or a value.</summary>
internal sealed record SetOperand(AttributeOperand? Path, FixedValue? Value)
{
    public string Write(ExpressionBuilder expressions) => (Path, Value) switch
    {
        ({ } path, { } value) => $"if_not_exists({expressions.Path(path)}, {expressions.Value(value)})",
        ({ } path, null) => expressions.Path(path),
        _ => expressions.Value(Value!),
    };

    public object? Evaluate(Func<AttributeOperand, object?> at) => (Path is null ? null : at(Path)) ?? Value?.Value;
}
