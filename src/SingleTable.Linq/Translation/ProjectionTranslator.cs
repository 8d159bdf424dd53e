using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>Finds what a Select reads, so that only that is asked of DynamoDB; the rest of it runs on the client.</summary>
internal static class ProjectionTranslator
{
    /// <param name="selector">The body of the Select.</param>
    /// <param name="scope">The entity that it is applied to.</param>
    /// <param name="includes">What it may read besides the entity's own item; then it runs on the entity as a whole.</param>
    public static ProjectionShape Translate(Expression selector, TranslationScope scope, ImmutableArray<IncludeShape> includes)
    {
        var finder = new PropertyFinder(scope, [.. Navigations(includes)]);
        finder.Visit(selector);
        var captures = new CaptureReader();
        return new ProjectionShape(
            scope.Parameter, captures.Visit(selector), [.. captures.Sources], finder.NeedsWhole ? null : [.. finder.Properties.OrderBy(p => p.Index)]);
    }

    private static IEnumerable<NavigationModel> Navigations(ImmutableArray<IncludeShape> includes) =>
        includes.SelectMany(i => Navigations(i.Children).Prepend(i.Navigation));

    /// <summary>Numbers the captured variables, so that they are read when the query is called and not item by item.</summary>
    private sealed class CaptureReader : ExpressionVisitor
    {
        public List<ValueSource> Sources { get; } = [];

        protected override Expression VisitMember(MemberExpression node) =>
            node is { Expression: SlotExpression, Member: FieldInfo } ? Number(node) : base.VisitMember(node);

        protected override Expression VisitExtension(Expression node) => node is SlotExpression ? Number(node) : node;

        private SlotExpression Number(Expression value)
        {
            Sources.Add(ValueSource.Of(value));
            return new SlotExpression(Sources.Count - 1, value.Type);
        }
    }

    private sealed class PropertyFinder(TranslationScope scope, HashSet<NavigationModel> included) : ExpressionVisitor
    {
        public HashSet<PropertyModel> Properties { get; } = [];

        public bool NeedsWhole { get; private set; }

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression is not null && OperandTranslator.Strip(node.Expression) == scope.Parameter
                && scope.Entity.FindInAny(node.Member) is { } property)
            {
                Properties.Add(property);
                return node;
            }

            // The children are other items: reading them here as an empty list would be a wrong answer.
            if (Navigation(node) is { } navigation && !included.Contains(navigation))
            {
                throw TranslationErrors.Children(navigation);
            }

            return base.VisitMember(node);
        }

        // Of the entity itself, and of what is included with it.
        private NavigationModel? Navigation(MemberExpression node)
        {
            if (node.Expression is null)
            {
                return null;
            }

            var target = OperandTranslator.Strip(node.Expression);
            return target == scope.Parameter ? scope.Entity.FindNavigation(node.Member)
                : included.Select(n => n.Child).FirstOrDefault(c => c.ClrType == target.Type)?.FindNavigation(node.Member);
        }

        // What an entity is, its type attribute tells, which is always read.
        protected override Expression VisitTypeBinary(TypeBinaryExpression node) =>
            OperandTranslator.Strip(node.Expression) == scope.Parameter ? node : base.VisitTypeBinary(node);

        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node is { Method.Name: nameof(GetType), Object: { } target } && OperandTranslator.Strip(target) == scope.Parameter
                ? node
                : base.VisitMethodCall(node);

        protected override Expression VisitParameter(ParameterExpression node)
        {
            NeedsWhole |= node == scope.Parameter;
            return node;
        }
    }
}
