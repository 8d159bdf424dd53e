using System.Linq.Expressions;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>Comparisons in both operand orders, with C#'s meaning of null.</summary>
internal static class ComparisonTranslator
{
    public static Comparison? Of(ExpressionType type) => type switch
    {
        ExpressionType.Equal => Comparison.Equal,
        ExpressionType.NotEqual => Comparison.NotEqual,
        ExpressionType.LessThan => Comparison.Less,
        ExpressionType.LessThanOrEqual => Comparison.LessOrEqual,
        ExpressionType.GreaterThan => Comparison.Greater,
        ExpressionType.GreaterThanOrEqual => Comparison.GreaterOrEqual,
        _ => null,
    };

    public static Predicate Translate(Expression whole, Expression left, Comparison comparison, Expression right, TranslationScope scope)
    {
        if (TranslationScope.IsValue(left))
        {
            return TranslationScope.IsValue(right) ? throw Untranslatable(whole, scope) : Translate(whole, right, Mirror(comparison), left, scope);
        }

        if (TryStringComparison(left, right, scope) is { } compared)
        {
            return TranslateStrings(whole, compared.Left, comparison, compared.Right, scope);
        }

        if (OperandTranslator.TrySize(left, scope) is { } size && TranslationScope.IsValue(right))
        {
            return SizeTranslator.Compare(size, comparison, ValueSource.Of(right), scope) ?? throw Untranslatable(whole, scope);
        }

        if (OperandTranslator.TryAttribute(left, scope) is not { } attribute)
        {
            // (x.A == 1) == flag: a predicate compared with a bool
            if (left.Type == typeof(bool) && TranslationScope.IsValue(right) && comparison is Comparison.Equal or Comparison.NotEqual)
            {
                var wanted = scope.Peek.Value(ValueSource.Of(right)) is true == (comparison == Comparison.Equal);
                var predicate = PredicateTranslator.Translate(left, scope);
                return wanted ? predicate : TypeTests.Not(predicate, scope);
            }

            throw Untranslatable(whole, scope);
        }

        CheckOrder(attribute, comparison, scope);
        return TranslationScope.IsValue(right)
            ? WithValue(attribute, comparison, ValueSource.Of(right), scope)
            : WithAttribute(whole, attribute, comparison, right, scope);
    }

    // string.Compare puts null before every string, where < and > have no null.
    private static Predicate TranslateStrings(Expression whole, Expression left, Comparison comparison, Expression right, TranslationScope scope)
    {
        if (TranslationScope.IsValue(left))
        {
            return TranslationScope.IsValue(right) ? throw Untranslatable(whole, scope) : TranslateStrings(whole, right, Mirror(comparison), left, scope);
        }

        if (OperandTranslator.TryAttribute(left, scope) is not { } attribute || !TranslationScope.IsValue(right))
        {
            return Translate(whole, left, comparison, right, scope);
        }

        CheckOrder(attribute, comparison, scope);
        var value = ValueSource.Of(right);
        if (scope.Peek.IsNull(value))
        {
            return comparison switch
            {
                Comparison.Greater => Predicates.Not(new IsNullPredicate(attribute)),
                Comparison.GreaterOrEqual => ConstantPredicate.True,
                Comparison.LessOrEqual => new IsNullPredicate(attribute),
                Comparison.Less => ConstantPredicate.False,
                _ => WithValue(attribute, comparison, value, scope),
            };
        }

        var compared = WithValue(attribute, comparison, value, scope);
        var canBeNull = !attribute.IsWholeProperty || attribute.Property is { IsNullable: true, IsKey: false };
        return canBeNull && comparison is (Comparison.Less or Comparison.LessOrEqual)
            ? Predicates.Or(compared, new IsNullPredicate(attribute))
            : compared;
    }

    public static Predicate WithValue(AttributeOperand attribute, Comparison comparison, ValueSource value, TranslationScope scope)
    {
        if (CanBeNull(value.Type) && scope.Peek.IsNull(value))
        {
            if (attribute is { IsWholeProperty: true, Property.IsKey: true } && comparison == Comparison.Equal)
            {
                throw TranslationErrors.NullKey(attribute, scope.Entity);
            }

            // A set without elements is not stored, and comes back empty and not as null where the property says so.
            if (attribute is { IsWholeProperty: true, Mapping: ISetMapping, Property.IsNullable: false })
            {
                return new ConstantPredicate(comparison == Comparison.NotEqual);
            }

            // As in C#: nothing is less or greater than null, and null equals null.
            return comparison switch
            {
                Comparison.Equal => new IsNullPredicate(attribute),
                Comparison.NotEqual => Predicates.Not(new IsNullPredicate(attribute)),
                _ => ConstantPredicate.False,
            };
        }

        if (FloatComparison.IsWidened(attribute, value))
        {
            return FloatComparison.Translate(attribute, comparison, value, scope);
        }

        return ValueFitting.Fit(value, attribute.Mapping) is { } fitted
            ? new ComparePredicate(attribute, comparison, fitted)
            : throw TranslationErrors.ValueType(attribute, value.Type, scope.Entity);
    }

    private static Predicate WithAttribute(
        Expression whole, AttributeOperand left, Comparison comparison, Expression right, TranslationScope scope)
    {
        if (OperandTranslator.TryAttribute(right, scope) is not { } other || other.Mapping.Kind != left.Mapping.Kind
            || ValueFitting.Plain(other.Mapping.ClrType) != ValueFitting.Plain(left.Mapping.ClrType))
        {
            throw Untranslatable(whole, scope);
        }

        var equal = Predicates.Or(
            new ComparePredicate(left, Comparison.Equal, other),
            Predicates.And(new IsNullPredicate(left), new IsNullPredicate(other)));
        return comparison switch
        {
            Comparison.Equal => equal,
            Comparison.NotEqual => Predicates.Not(equal),
            _ => new ComparePredicate(left, comparison, other),
        };
    }

    // x.Name.CompareTo(v) > 0 and string.Compare(x.Name, v) > 0 are how C# compares strings.
    private static (Expression Left, Expression Right)? TryStringComparison(Expression left, Expression right, TranslationScope scope)
    {
        if (left is not MethodCallExpression call || call.Type != typeof(int) || !TranslationScope.IsValue(right))
        {
            return null;
        }

        (Expression Left, Expression Right)? operands = call switch
        {
            { Method.Name: nameof(string.CompareTo), Object: { } target, Arguments: [var other] } => (target, other),
            { Method: { Name: nameof(string.Compare) or nameof(string.CompareOrdinal), IsStatic: true }, Arguments: [var a, var b] } => (a, b),
            _ => null,
        };
        if (operands is not null && scope.Peek.Value(ValueSource.Of(right)) is not 0)
        {
            throw Untranslatable(left, scope);
        }

        return operands;
    }

    private static void CheckOrder(AttributeOperand attribute, Comparison comparison, TranslationScope scope)
    {
        if (comparison is not (Comparison.Equal or Comparison.NotEqual) && !attribute.Mapping.IsOrdered)
        {
            throw TranslationErrors.NotOrdered(attribute, scope.Entity);
        }
    }

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static Comparison Mirror(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        _ => comparison,
    };

    private static QueryTranslationException Untranslatable(Expression expression, TranslationScope scope) =>
        TranslationErrors.Expression(expression, scope.Entity, "Compare a stored property with a captured value, or filter in memory behind InMemory(maxItems).");
}
