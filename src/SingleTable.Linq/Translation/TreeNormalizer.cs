using System.Linq.Expressions;
using System.Reflection;

namespace SingleTable.Linq.Translation;

/// <summary>
/// Brings forms that mean the same into one, before re-linq sees the tree: array.Contains(x), which C# 14 binds to a span that no tree can
/// evaluate, and lambdas that are invoked where they stand, which is how predicates are composed.
/// </summary>
internal sealed class TreeNormalizer : ExpressionVisitor
{
    private static readonly MethodInfo s_contains = new Func<IEnumerable<int>, int, bool>(Enumerable.Contains).Method.GetGenericMethodDefinition();

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(MemoryExtensions) || node.Method.Name != nameof(MemoryExtensions.Contains)
            || Source(node.Arguments[0]) is not { } source)
        {
            return base.VisitMethodCall(node);
        }

        if (node.Arguments.Count > 2 && node.Arguments[2] is not (ConstantExpression { Value: null } or DefaultExpression or Querying.SlotExpression))
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

    private static Expression? Source(Expression span) => span switch
    {
        MethodCallExpression { Method: { Name: "op_Implicit" } } conversion => conversion.Arguments[0],
        UnaryExpression { NodeType: ExpressionType.Convert, Method.Name: "op_Implicit" } conversion => conversion.Operand,
        _ => null,
    };

    private sealed class ParameterReplacer(ParameterExpression parameter, Expression replacement) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? replacement : node;
    }
}
