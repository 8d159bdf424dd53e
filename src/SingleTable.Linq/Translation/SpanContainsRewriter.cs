using System.Linq.Expressions;
using System.Reflection;

namespace SingleTable.Linq.Translation;

/// <summary>
/// C# 14 binds array.Contains(x) to a span (MemoryExtensions), which no expression tree can evaluate. Turned back into Enumerable.Contains.
/// </summary>
internal sealed class SpanContainsRewriter : ExpressionVisitor
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

    private static Expression? Source(Expression span) => span switch
    {
        MethodCallExpression { Method: { Name: "op_Implicit" } } conversion => conversion.Arguments[0],
        UnaryExpression { NodeType: ExpressionType.Convert, Method.Name: "op_Implicit" } conversion => conversion.Operand,
        _ => null,
    };
}
