using System.Linq.Expressions;

namespace SingleTable.Linq.Translation;

/// <summary>
/// <c>a ?? b</c> and <c>test ? a : b</c> inside a condition: DynamoDB has neither, but the condition may be asked for each side by itself.
/// </summary>
internal static class OperandBranches
{
    public static Predicate? TryTranslate(Expression condition, TranslationScope scope)
    {
        var finder = new BranchFinder();
        finder.Visit(condition);
        return finder.Found switch
        {
            BinaryExpression coalesce => Coalesce(condition, coalesce, scope),
            ConditionalExpression conditional => Conditional(condition, conditional, scope),
            _ => null,
        };
    }

    private static Predicate? Coalesce(Expression condition, BinaryExpression coalesce, TranslationScope scope)
    {
        if (coalesce.Conversion is not null || OperandTranslator.TryAttribute(coalesce.Left, scope) is not { } attribute)
        {
            return null;
        }

        var isNull = new IsNullPredicate(attribute);
        var present = With(condition, coalesce, coalesce.Left, scope);
        return Predicates.Or(
            IsFalseWhenMissing(present) ? present : Predicates.And(Predicates.Not(isNull), present),
            Predicates.And(isNull, With(condition, coalesce, coalesce.Right, scope)));
    }

    private static Predicate Conditional(Expression condition, ConditionalExpression conditional, TranslationScope scope)
    {
        var test = PredicateTranslator.Translate(conditional.Test, scope);
        if (test is ConstantPredicate decided)
        {
            return With(condition, conditional, decided.Value ? conditional.IfTrue : conditional.IfFalse, scope);
        }

        return Predicates.Or(
            Predicates.And(test, With(condition, conditional, conditional.IfTrue, scope)),
            Predicates.And(TypeTests.Not(test, scope), With(condition, conditional, conditional.IfFalse, scope)));
    }

    private static Predicate With(Expression condition, Expression branch, Expression side, TranslationScope scope)
    {
        var fitting = side.Type == branch.Type ? side : Expression.Convert(side, branch.Type);
        return PredicateTranslator.Translate(new BranchReplacer(branch, fitting).Visit(condition)!, scope);
    }

    private static bool IsFalseWhenMissing(Predicate predicate) =>
        predicate is StartsWithPredicate or ContainsPredicate or ConstantPredicate { Value: false }
            or ComparePredicate { Left: AttributeOperand, Comparison: not Comparison.NotEqual };

    private sealed class BranchFinder : ExpressionVisitor
    {
        public Expression? Found { get; private set; }

        // Conditions and lambdas inside have a meaning of their own.
        protected override Expression VisitLambda<T>(Expression<T> node) => node;

        protected override Expression VisitBinary(BinaryExpression node) =>
            node.NodeType == ExpressionType.Coalesce && !TranslationScope.IsValue(node) ? Keep(node) : base.VisitBinary(node);

        protected override Expression VisitConditional(ConditionalExpression node) => TranslationScope.IsValue(node) ? node : Keep(node);

        protected override Expression VisitExtension(Expression node) => node;

        private Expression Keep(Expression node)
        {
            Found ??= node;
            return node;
        }
    }

    private sealed class BranchReplacer(Expression branch, Expression replacement) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == branch ? replacement : base.Visit(node);

        protected override Expression VisitExtension(Expression node) => node;
    }
}
