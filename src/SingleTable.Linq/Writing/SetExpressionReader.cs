using System.Linq.Expressions;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>Reads the value of a Set that is computed from the item: what SET can do, and not what only C# could.</summary>
internal sealed class SetExpressionReader
{
    private static readonly AttributeMappings s_plain = new();

    private readonly EntityModel _entity;
    private readonly AttributeOperand _target;
    private readonly LambdaExpression _lambda;
    private readonly TranslationScope _scope;
    private readonly Expression _body;
    private readonly object?[] _leaves;

    private SetExpressionReader(EntityModel entity, AttributeOperand target, LambdaExpression lambda)
    {
        (_entity, _target, _lambda) = (entity, target, lambda);
        using var fingerprint = QueryFingerprint.Of(lambda);
        _leaves = fingerprint.CopyLeaves();
        var slotted = (LambdaExpression)SlotReplacer.Replace(lambda);
        (_body, _scope) = (slotted.Body, new TranslationScope(entity, slotted.Parameters[0], new ValuePeek(_leaves)));
    }

    /// <returns>What is computed; or the value itself where the lambda does not read the item.</returns>
    public static (SetExpression? Computed, object? Value) Read(EntityModel entity, AttributeOperand target, LambdaExpression lambda)
    {
        var reader = new SetExpressionReader(entity, target, lambda);
        return TranslationScope.IsValue(reader._body) ? (null, reader.Value(reader._body)) : (reader.Read(), null);
    }

    private SetExpression Read()
    {
        var body = Plain(_body);
        if (body is not BinaryExpression { NodeType: var type } sum || type is ExpressionType.Coalesce or ExpressionType.ArrayIndex)
        {
            return new SetExpression(Operand(body, isNumber: false));
        }

        if (type is not (ExpressionType.Add or ExpressionType.AddChecked or ExpressionType.Subtract or ExpressionType.SubtractChecked)
            || !UpdateValues.IsPlainNumber(_target.Mapping))
        {
            throw Unfit();
        }

        return new SetExpression(
            Operand(sum.Left, isNumber: true), type is ExpressionType.Subtract or ExpressionType.SubtractChecked, Operand(sum.Right, isNumber: true));
    }

    private SetOperand Operand(Expression expression, bool isNumber)
    {
        if (TranslationScope.IsValue(expression))
        {
            var value = Value(expression) ?? throw WriteErrors.NullValue(_entity, _target);
            return new SetOperand(null, Fitted(value, isNumber));
        }

        if (Unwrapped(expression) is BinaryExpression { NodeType: ExpressionType.Coalesce, Conversion: null } coalesce)
        {
            if (!TranslationScope.IsValue(coalesce.Right))
            {
                throw Unfit();
            }

            var path = Path(coalesce.Left, isNumber);
            var otherwise = Value(coalesce.Right) ?? throw WriteErrors.NullValue(_entity, path);
            return new SetOperand(path, Fitted(otherwise, isNumber));
        }

        var read = Path(expression, isNumber);
        return isNumber && Nullable.GetUnderlyingType(expression.Type) is not null
            ? throw WriteErrors.NullableSum(_entity, _target, read)
            : new SetOperand(read, null);
    }

    private AttributeOperand Path(Expression expression, bool isNumber)
    {
        var path = OperandTranslator.TryAttribute(expression, _scope) ?? throw Unfit();
        var fits = UpdateValues.IsPlainNumber(path.Mapping) ? UpdateValues.IsPlainNumber(_target.Mapping)
            : !isNumber && UpdateValues.IsStoredAlike(path.Mapping, _target.Mapping);
        return fits ? path : throw Unfit();
    }

    private FixedValue Fitted(object value, bool isNumber)
    {
        if (isNumber)
        {
            return ValueFitting.IsNumber(value.GetType()) && s_plain.TryCreate(value.GetType(), out _) is { } number ? new FixedValue(value, number) : throw Unfit();
        }

        return new FixedValue(
            UpdateValues.Fit(value, _target.Mapping) ?? throw WriteErrors.ValueType(_entity, _target, value.GetType()), _target.Mapping);
    }

    private object? Value(Expression expression) => ValueSource.Of(expression).Get(_leaves);

    // C# adds small integers as int and casts the sum back; what a cast of other numbers cuts off, DynamoDB would keep.
    private static Expression Plain(Expression body) => body is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert
        && ValueFitting.IsInteger(ValueFitting.Plain(convert.Type)) && ValueFitting.IsInteger(ValueFitting.Plain(convert.Operand.Type))
            ? Plain(convert.Operand)
            : Unwrapped(body);

    private static Expression Unwrapped(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert && Conversions.KeepsValue(convert)
            ? Unwrapped(convert.Operand)
            : expression;

    private WriteException Unfit() => WriteErrors.NotComputable(_entity, _target, _lambda);
}
