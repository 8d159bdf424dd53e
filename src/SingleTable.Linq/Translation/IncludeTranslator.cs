using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>Turns Include and ThenInclude, with the Where, OrderBy and Take inside them, into a tree of children to read.</summary>
internal static class IncludeTranslator
{
    public static ImmutableArray<IncludeShape> Translate(ImmutableArray<OperatorChain.OwnOperator> own, EntityModel root, ValuePeek peek)
    {
        var tops = new List<Node>();
        Node? last = null;
        foreach (var step in own)
        {
            if (step.Name is not (nameof(EntityQueryableExtensions.Include) or nameof(EntityQueryableExtensions.ThenInclude)))
            {
                continue;
            }

            var isTop = step.Name == nameof(EntityQueryableExtensions.Include);
            var lambda = (LambdaExpression)OperandTranslator.Strip(Unquote(step.Arguments[0]));
            var node = Read(lambda, isTop ? root : last!.Shape.Navigation.Child, peek);
            last = Add(isTop ? tops : last!.Children, node, lambda);
        }

        return Shapes(tops);
    }

    private static Expression Unquote(Expression argument) =>
        argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : argument;

    // Include(o => o.Teams).ThenInclude(a).Include(o => o.Teams).ThenInclude(b) names one collection twice, as in EF Core.
    private static Node Add(List<Node> siblings, Node node, LambdaExpression lambda)
    {
        if (siblings.FirstOrDefault(s => s.Shape.Navigation == node.Shape.Navigation) is not { } existing)
        {
            siblings.Add(node);
            return node;
        }

        if (!node.IsPlain)
        {
            throw TranslationErrors.Include(
                lambda, "the collection is included twice with different conditions. Put Where, OrderBy and Take into the first Include.",
                node.Shape.Navigation.Parent);
        }

        return existing;
    }

    private static ImmutableArray<IncludeShape> Shapes(List<Node> nodes) =>
        [.. nodes.Select(n => n.Shape with { Children = Shapes(n.Children) })];

    private static Node Read(LambdaExpression lambda, EntityModel parent, ValuePeek peek)
    {
        var calls = new Stack<MethodCallExpression>();
        var body = OperandTranslator.Strip(lambda.Body);
        while (body is MethodCallExpression call && call.Method.DeclaringType == typeof(Enumerable))
        {
            calls.Push(call);
            body = OperandTranslator.Strip(call.Arguments[0]);
        }

        if (body is not MemberExpression member || member.Expression is null || OperandTranslator.Strip(member.Expression) != lambda.Parameters[0])
        {
            throw TranslationErrors.Include(lambda, "it does not name a collection or a reference. Write x => x.Children, with Where, OrderBy and Take behind it.", parent);
        }

        if (parent.FindNavigation(member.Member) is not { } navigation)
        {
            var known = parent.Navigations.Length == 0 ? "none" : string.Join(", ", parent.Navigations.Select(n => n.Name));
            throw TranslationErrors.Include(
                lambda, $"{member.Member.Name} is not a collection of children or a reference (there are: {known}). Declare it with {Declaration(member)}(x => x.{member.Member.Name}).", parent);
        }

        var shape = new IncludeShape(navigation, ConstantPredicate.True, [], null, []);
        foreach (var call in calls)
        {
            shape = Apply(call, shape, lambda, peek);
        }

        return new Node(shape);
    }

    private static string Declaration(MemberExpression member) => member.Type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(member.Type)
        ? nameof(EntityBuilder<object>.HasMany)
        : nameof(EntityBuilder<object>.HasOne);

    private static IncludeShape Apply(MethodCallExpression call, IncludeShape shape, LambdaExpression path, ValuePeek peek)
    {
        var child = shape.Navigation.Child;
        switch (call.Method.Name)
        {
            case nameof(Enumerable.Where) when shape.Take is null && Lambda(call) is { Parameters.Count: 1 } where:
                var predicate = PredicateTranslator.Translate(where.Body, new TranslationScope(child, where.Parameters[0], peek));
                return shape with { Where = Predicates.And(shape.Where, predicate) };
            case nameof(Enumerable.OrderBy) or nameof(Enumerable.OrderByDescending) or nameof(Enumerable.ThenBy) or nameof(Enumerable.ThenByDescending)
                when shape.Take is null && call.Arguments.Count == 2 && Lambda(call) is { } key:
                var isDescending = call.Method.Name.EndsWith("Descending", StringComparison.Ordinal);
                var isFirst = call.Method.Name.StartsWith("OrderBy", StringComparison.Ordinal);
                var operand = OperandTranslator.TryAttribute(key.Body, new TranslationScope(child, key.Parameters[0], peek));
                if (operand is not { IsWholeProperty: true })
                {
                    throw TranslationErrors.Include(path, $"{call.Method.Name} needs a property of {child.Name}.", shape.Navigation.Parent);
                }

                return shape with { Orderings = (isFirst ? [] : shape.Orderings).Add(new Ordering(operand.Property, isDescending)) };
            case nameof(Enumerable.Take) when shape.Take is null && call.Arguments[1].Type == typeof(int) && TranslationScope.IsValue(call.Arguments[1]):
                return shape with { Take = ValueSource.Of(call.Arguments[1]) };
            case nameof(Enumerable.ToList) or nameof(Enumerable.ToArray) or nameof(Enumerable.AsEnumerable):
                return shape;
            default:
                throw TranslationErrors.Include(
                    path, $"{call.Method.Name} cannot stand there. Where, OrderBy, ThenBy and then Take can.", shape.Navigation.Parent);
        }
    }

    private static LambdaExpression? Lambda(MethodCallExpression call) => Unquote(call.Arguments[1]) as LambdaExpression;

    private sealed class Node(IncludeShape shape)
    {
        public IncludeShape Shape { get; } = shape;

        public List<Node> Children { get; } = [];

        public bool IsPlain => Shape is { Where: ConstantPredicate { Value: true }, Orderings.IsEmpty: true, Take: null };
    }
}
