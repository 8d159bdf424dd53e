using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Querying;

/// <summary>Stands where the caller's tree had a constant or a closure, so that a cached tree holds nothing of the caller's.</summary>
internal sealed class SlotExpression(int index, Type type) : Expression
{
    public int Index { get; } = index;
    public override Type Type { get; } = type;
    public override ExpressionType NodeType => ExpressionType.Extension;
    public override bool CanReduce => false;

    public override string ToString() => "…";

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}

/// <summary>Stands for the entity set that a query starts from.</summary>
internal sealed class RootExpression : Expression
{
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OfClasses)]
    public RootExpression(Type entityType) => (EntityType, Type) = (entityType, typeof(IQueryable<>).MakeGenericType(entityType));

    public Type EntityType { get; }
    public override Type Type { get; }
    public override ExpressionType NodeType => ExpressionType.Extension;
    public override bool CanReduce => false;

    public override string ToString() => EntityType.Name;

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}

/// <summary>Replaces constants by slots, numbered in the order in which <see cref="QueryFingerprint"/> collects their values.</summary>
internal sealed class SlotReplacer : ExpressionVisitor
{
    private int _next;

    public static Expression Replace(Expression tree) => new SlotReplacer().Visit(tree);

    protected override Expression VisitConstant(ConstantExpression node) =>
        node.Value is IEntityRoot root ? new RootExpression(root.EntityType) : new SlotExpression(_next++, node.Type);
}
