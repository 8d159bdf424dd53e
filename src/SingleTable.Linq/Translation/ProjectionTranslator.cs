using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Translation;

/// <summary>Finds what a Select reads, so that only that is asked of DynamoDB; the rest of it runs on the client.</summary>
internal static class ProjectionTranslator
{
    public static ProjectionShape Translate(Expression selector, TranslationScope scope)
    {
        var finder = new PropertyFinder(scope);
        finder.Visit(selector);
        return new ProjectionShape(
            scope.Parameter, selector, finder.NeedsWhole ? null : [.. finder.Properties.OrderBy(p => p.Index)]);
    }

    private sealed class PropertyFinder(TranslationScope scope) : ExpressionVisitor
    {
        public HashSet<PropertyModel> Properties { get; } = [];

        public bool NeedsWhole { get; private set; }

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression is not null && OperandTranslator.Strip(node.Expression) == scope.Parameter
                && scope.Entity.Find(node.Member) is { } property)
            {
                Properties.Add(property);
                return node;
            }

            if (node.Expression is not null && OperandTranslator.Strip(node.Expression) == scope.Parameter
                && scope.Entity.FindNavigation(node.Member) is { } navigation)
            {
                // The children are other items: reading them here as an empty list would be a wrong answer.
                throw TranslationErrors.Children(navigation);
            }

            return base.VisitMember(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            NeedsWhole |= node == scope.Parameter;
            return node;
        }
    }
}
