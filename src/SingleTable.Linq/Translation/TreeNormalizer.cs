using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>
/// Brings forms that mean the same into one, before re-linq sees the tree: array.Contains(x), which C# 14 binds to a span that no tree can
/// evaluate, and lambdas that are invoked where they stand, which is how predicates are composed.
/// </summary>
internal sealed class TreeNormalizer : ExpressionVisitor
{
    private static readonly MethodInfo s_contains = new Func<IEnumerable<int>, int, bool>(Enumerable.Contains).Method.GetGenericMethodDefinition();

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OnlyDescribed)]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Kept.OnlyDescribed)]
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node is { Method.Name: nameof(Nullable<>.GetValueOrDefault), Object: { } nullable } && Nullable.GetUnderlyingType(nullable.Type) is { } type)
        {
            return Visit(Expression.Coalesce(nullable, node.Arguments is [var otherwise] ? otherwise : Expression.Default(type)));
        }

        if (SetOperators.Of(node) is { } query)
        {
            return Visit(query);
        }

        if (AnyEqual(node) is { } contains)
        {
            return Visit(contains);
        }

        if (node.Method.DeclaringType != typeof(MemoryExtensions) || node.Method.Name != nameof(MemoryExtensions.Contains)
            || Source(node.Arguments[0]) is not { } source)
        {
            return base.VisitMethodCall(node);
        }

        if (node.Arguments.Count > 2 && node.Arguments[2] is not (ConstantExpression { Value: null } or DefaultExpression or SlotExpression))
        {
            throw TranslationErrors.Operator("Contains with a comparer", ": DynamoDB compares exactly. Leave the comparer out.");
        }

        return Expression.Call(s_contains.MakeGenericMethod(node.Method.GetGenericArguments()[0]), Visit(source), Visit(node.Arguments[1]));
    }

    protected override Expression VisitInvocation(InvocationExpression node)
    {
        if (node.Expression is not LambdaExpression lambda)
        {
            return base.VisitInvocation(node);
        }

        var body = lambda.Body;
        for (var i = 0; i < lambda.Parameters.Count; i++)
        {
            body = new ParameterReplacer(lambda.Parameters[i], node.Arguments[i]).Visit(body);
        }

        return Visit(body);
    }

    // source.Any(x => x == value), and List<T>.Exists, are source.Contains(value).
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OnlyDescribed)]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Kept.OnlyDescribed)]
    private static MethodCallExpression? AnyEqual(MethodCallExpression node)
    {
        var (source, argument) = node switch
        {
            { Object: null, Method.Name: nameof(Enumerable.Any), Arguments: [var first, var second] }
                when node.Method.DeclaringType == typeof(Enumerable) => (first, second),
            { Object: { } list, Method.Name: nameof(List<>.Exists), Arguments: [var only] } => (list, only),
            _ => (null, null),
        };
        if (source is null || argument is not LambdaExpression { Parameters: [var item], Body: BinaryExpression { NodeType: ExpressionType.Equal } equal })
        {
            return null;
        }

        var (left, right) = (Unwidened(equal.Left), Unwidened(equal.Right));
        var value = left == item ? equal.Right : right == item ? equal.Left : null;
        if (value is null || new ParameterFinder(item).IsIn(value))
        {
            return null;
        }

        value = Unwidened(value) is { } plain && plain.Type == item.Type ? plain : Expression.Convert(value, item.Type);
        return Expression.Call(s_contains.MakeGenericMethod(item.Type), source, value);
    }

    // The compiler compares enums and chars by their numbers.
    private static Expression Unwidened(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
        && (convert.Operand.Type.IsEnum || convert.Operand.Type == typeof(char))
            ? convert.Operand
            : expression;

    private sealed class ParameterFinder(ParameterExpression parameter) : ExpressionVisitor
    {
        private bool _found;

        public bool IsIn(Expression expression)
        {
            Visit(expression);
            return _found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == parameter;
            return node;
        }

        protected override Expression VisitExtension(Expression node) => node;
    }

    private static Expression? Source(Expression span) => span switch
    {
        MethodCallExpression { Method: { Name: "op_Implicit" } } conversion => conversion.Arguments[0],
        UnaryExpression { NodeType: ExpressionType.Convert, Method.Name: "op_Implicit" } conversion => conversion.Operand,
        _ => null,
    };
}
