using System.Linq.Expressions;

namespace SingleTable.Linq.Querying;

/// <summary>
/// A query that was written as a lambda of its context and its values: those become slots 0 and up, constants and closures the slots behind them, and
/// the entity sets of the context become roots.
/// </summary>
internal sealed class ParameterSlots : ExpressionVisitor
{
    private readonly LambdaExpression _query;
    private readonly List<object?> _constants = [];

    private ParameterSlots(LambdaExpression query) => _query = query;

    public static (Expression Tree, object?[] Constants) Replace(LambdaExpression query)
    {
        var slots = new ParameterSlots(query);
        var tree = slots.Visit(query.Body);
        return (tree, [.. slots._constants]);
    }

    protected override Expression VisitParameter(ParameterExpression node) =>
        _query.Parameters.IndexOf(node) is >= 0 and var index ? new SlotExpression(index, node.Type) : node;

    protected override Expression VisitMember(MemberExpression node) => IsSet(node, node.Expression) ? Root(node) : base.VisitMember(node);

    protected override Expression VisitMethodCall(MethodCallExpression node) =>
        IsSet(node, node.Object) ? Root(node) : base.VisitMethodCall(SetOperators.Of(node) ?? node);

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is IEntityRoot root)
        {
            return new RootExpression(root.EntityType);
        }

        _constants.Add(node.Value);
        return new SlotExpression(_query.Parameters.Count + _constants.Count - 1, node.Type);
    }

    private bool IsSet(Expression node, Expression? owner) =>
        owner == _query.Parameters[0] && node.Type.IsGenericType && node.Type.GetGenericTypeDefinition() == typeof(EntitySet<>);

    private static RootExpression Root(Expression set) => new(set.Type.GetGenericArguments()[0]);
}
