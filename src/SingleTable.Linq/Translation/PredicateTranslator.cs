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
                return Not(Translate(not.Operand, scope), scope);
            case UnaryExpression { NodeType: ExpressionType.Convert } convert when convert.Type == typeof(bool) || convert.Type == typeof(bool?):
                return Translate(convert.Operand, scope);
            case ConditionalExpression conditional:
                return Conditional(conditional, scope);
            case BinaryExpression { NodeType: ExpressionType.ExclusiveOr } different when different.Type == typeof(bool):
                return ExclusiveOr(different, scope);
            case TypeBinaryExpression or BinaryExpression when TypeTests.TryTranslate(expression, scope) is { } type:
                return type;
            default:
                return TypeTests.OfOwners(OfProperties(expression, scope), scope);
        }
    }

    private static Predicate OfProperties(Expression expression, TranslationScope scope)
    {
        switch (expression)
        {
            case BinaryExpression or MethodCallExpression when OperandBranches.TryTranslate(expression, scope) is { } branched:
                return branched;
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
                throw TranslationErrors.Expression(expression, scope.Entity, Instead(expression));
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
            Predicates.And(TypeTests.Not(test, scope), Translate(conditional.IfFalse, scope)));
    }

    // A flag that is not there counts as not set; in a key it is always there, and false is a value that the key takes over.
    private static Predicate Not(Predicate term, TranslationScope scope) => term is ComparePredicate
    {
        Left: AttributeOperand { IsWholeProperty: true, Property.IsKey: true }, Comparison: Comparison.Equal,
        Right: ValueOperand { Source: ConstantSource { IsTrue: true } } right,
    } flag
        ? flag with { Right = right with { Source = new ConstantSource(false, typeof(bool)) } }
        : TypeTests.Not(term, scope);

    private static Predicate ExclusiveOr(BinaryExpression different, TranslationScope scope)
    {
        var (left, right) = (Translate(different.Left, scope), Translate(different.Right, scope));
        return (left, right) switch
        {
            (ConstantPredicate known, _) => known.Value ? TypeTests.Not(right, scope) : right,
            (_, ConstantPredicate known) => known.Value ? TypeTests.Not(left, scope) : left,
            _ => Predicates.Or(Predicates.And(left, TypeTests.Not(right, scope)), Predicates.And(TypeTests.Not(left, scope), right)),
        };
    }

    private static string Instead(Expression expression) => expression is MethodCallExpression call
        ? call.Method.Name switch
        {
            nameof(Enum.HasFlag) => "It has no operations on bits: store each flag as a bool, or the flags as a set and ask for Contains.",
            nameof(string.EndsWith) => "It has no EndsWith: store the text reversed beside it and ask for StartsWith, or use Contains.",
            nameof(string.IsNullOrWhiteSpace) => "Write string.IsNullOrEmpty(x.Property), and store no blank text.",
            nameof(Enumerable.All) => "Write !x.Property.Any(…) for a value, or filter in memory behind InMemory(maxItems).",
            _ => Otherwise,
        }
        : Otherwise;

    private const string Otherwise = "Compute it before the query in a local variable, or filter in memory behind InMemory(maxItems).";
}
