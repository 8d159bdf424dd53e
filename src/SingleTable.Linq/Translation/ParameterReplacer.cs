using System.Linq.Expressions;

namespace SingleTable.Linq.Translation;

/// <summary>Puts something else in the place of a lambda's parameter.</summary>
internal sealed class ParameterReplacer(ParameterExpression parameter, Expression replacement) : ExpressionVisitor
{
    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? replacement : node;

    protected override Expression VisitExtension(Expression node) => node;
}
