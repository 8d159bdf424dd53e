using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>What a condition says of an entity's type: <c>is</c>, <c>as</c>, <c>GetType()</c>, and casts to what has the property.</summary>
internal static class TypeTests
{
    public static Predicate? TryTranslate(Expression expression, TranslationScope scope) => expression switch
    {
        TypeBinaryExpression test when OperandTranslator.Strip(test.Expression) == scope.Parameter => test.NodeType == ExpressionType.TypeIs
            ? Is(scope, c => test.TypeOperand.IsAssignableFrom(c.ClrType))
            : Is(scope, c => c.ClrType == test.TypeOperand),
        BinaryExpression { NodeType: ExpressionType.Equal or ExpressionType.NotEqual } test => Compared(test, scope),
        _ => null,
    };

    /// <summary>
    /// A condition on what only some types have holds for items of these types alone: elsewhere the cast would fail, and what is not there is
    /// unequal to everything.
    /// </summary>
    public static Predicate OfOwners(Predicate predicate, TranslationScope scope)
    {
        if (scope.Entity.Concrete is [_] || predicate is ConstantPredicate)
        {
            return predicate;
        }

        foreach (var property in PredicateProperties.Of(predicate).Distinct().Where(p => !scope.Entity.Properties.Contains(p)))
        {
            predicate = Predicates.And(Is(scope, c => c.Properties.Contains(property)), predicate);
        }

        return predicate;
    }

    /// <summary>The opposite; of a type it is the other types.</summary>
    public static Predicate Not(Predicate predicate, TranslationScope scope) => predicate is IsTypePredicate type
        ? IsTypePredicate.Of(scope.Entity.Concrete.Except(type.Types))
        : Predicates.Not(predicate);

    /// <summary>What a condition says of items that are of some of these types.</summary>
    public static Predicate Within(Predicate predicate, ImmutableArray<EntityModel> types) => predicate switch
    {
        IsTypePredicate type when types.All(type.Types.Contains) => ConstantPredicate.True,
        IsTypePredicate type => IsTypePredicate.Of(type.Types.Intersect(types)),
        AndPredicate and => Predicates.And([.. and.Terms.Select(t => Within(t, types))]),
        OrPredicate or => Predicates.Or([.. or.Terms.Select(t => Within(t, types))]),
        NotPredicate not => Predicates.Not(Within(not.Term, types)),
        _ => predicate,
    };

    private static Predicate Is(TranslationScope scope, Func<EntityModel, bool> isOne)
    {
        List<EntityModel> types = [.. scope.Entity.Concrete.Where(isOne)];
        return types.Count == scope.Entity.Concrete.Length ? ConstantPredicate.True : IsTypePredicate.Of(types);
    }

    private static Predicate? Compared(BinaryExpression test, TranslationScope scope)
    {
        var (left, right) = TranslationScope.IsValue(test.Left) ? (test.Right, test.Left) : (test.Left, test.Right);
        if (!TranslationScope.IsValue(right))
        {
            return null;
        }

        var equal = left switch
        {
            // x.GetType() == typeof(A)
            MethodCallExpression { Method.Name: nameof(GetType), Object: { } target } call
                when call.Method.DeclaringType == typeof(object) && OperandTranslator.Strip(target) == scope.Parameter =>
                scope.Peek.Value(ValueSource.Of(right)) is var type ? Is(scope, c => c.ClrType == (Type?)type) : null,

            // (x as A) == null; an entity that was read is never null.
            UnaryExpression or ParameterExpression
                when OperandTranslator.Strip(left) == scope.Parameter && scope.Peek.IsNull(ValueSource.Of(right)) =>
                Not(Is(scope, c => IsKept(left, c)), scope),
            _ => null,
        };
        return equal is null || test.NodeType == ExpressionType.Equal ? equal : Not(equal, scope);
    }

    private static bool IsKept(Expression cast, EntityModel type) => cast switch
    {
        UnaryExpression { NodeType: ExpressionType.TypeAs } attempt => attempt.Type.IsAssignableFrom(type.ClrType) && IsKept(attempt.Operand, type),
        UnaryExpression other => IsKept(other.Operand, type),
        _ => true,
    };
}
