using System.Linq.Expressions;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>Turns a condition in C# into a predicate, with the grouping of the C# expression.</summary>
internal static class PredicateTranslator
{
    public static Predicate Translate(Expression expression, TranslationScope scope)
    {
        if (TranslationScope.IsValue(expression))
        {
            return scope.Peek.Value(ValueSource.Of(expression)) is true ? ConstantPredicate.True : ConstantPredicate.False;
        }

        switch (expression)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both when both.Type == typeof(bool):
                return AndAlso(both, scope);
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either when either.Type == typeof(bool):
                return OrElse(either, scope);
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                return Predicates.Not(Translate(not.Operand, scope));
            case UnaryExpression { NodeType: ExpressionType.Convert } convert when convert.Type == typeof(bool) || convert.Type == typeof(bool?):
                return Translate(convert.Operand, scope);
            case ConditionalExpression conditional:
                return Conditional(conditional, scope);
            case BinaryExpression binary when ComparisonTranslator.Of(binary.NodeType) is { } comparison:
                return ComparisonTranslator.Translate(binary, binary.Left, comparison, binary.Right, scope);
            case MemberExpression { Member.Name: nameof(Nullable<int>.HasValue), Expression: { } nullable }
                when Nullable.GetUnderlyingType(nullable.Type) is not null && OperandTranslator.TryAttribute(nullable, scope) is { } attribute:
                return Predicates.Not(new IsNullPredicate(attribute));
            case MethodCallExpression call when MethodTranslators.TryTranslate(call, scope) is { } predicate:
                return predicate;
            case MemberExpression or MethodCallExpression or BinaryExpression
                when OperandTranslator.TryAttribute(expression, scope) is { } flag && ValueFitting.Plain(flag.Mapping.ClrType) == typeof(bool):
                return new ComparePredicate(flag, Comparison.Equal, new ValueOperand(new ConstantSource(true, typeof(bool)), flag.Mapping));
            default:
                throw TranslationErrors.Expression(
                    expression, scope.Entity, "Compute it before the query in a local variable, or read with AsAsyncEnumerable() and filter in memory.");
        }
    }

    // A captured bool decides at once which side counts, as it does in C#.
    private static Predicate AndAlso(BinaryExpression and, TranslationScope scope)
    {
        var left = Translate(and.Left, scope);
        return left is ConstantPredicate { Value: false } ? left : Predicates.And(left, Translate(and.Right, scope));
    }

    private static Predicate OrElse(BinaryExpression or, TranslationScope scope)
    {
        var left = Translate(or.Left, scope);
        return left is ConstantPredicate { Value: true } ? left : Predicates.Or(left, Translate(or.Right, scope));
    }

    private static Predicate Conditional(ConditionalExpression conditional, TranslationScope scope)
    {
        var test = Translate(conditional.Test, scope);
        if (test is ConstantPredicate decided)
        {
            return Translate(decided.Value ? conditional.IfTrue : conditional.IfFalse, scope);
        }

        return Predicates.Or(
            Predicates.And(test, Translate(conditional.IfTrue, scope)),
            Predicates.And(Predicates.Not(test), Translate(conditional.IfFalse, scope)));
    }
}
