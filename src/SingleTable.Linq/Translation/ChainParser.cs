using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>
/// Takes a plain chain of operators apart: Where, OrderBy, Take, one Select and what ends the query, each on the entity itself. That is nearly every
/// query, and a first one need not wait until re-linq is loaded and compiled. What is not plain (an operator behind Select or Take, let, a query inside
/// a query) is left to stage Relinq, which knows it or refuses it.
/// </summary>
internal static class ChainParser
{
    /// <returns>The query's clauses, or null when the chain is not plain.</returns>
    /// <param name="chain">The standard operators on the entity set.</param>
    /// <param name="entity">The type of the entity.</param>
    public static ParsedQuery? TryParse(Expression chain, Type entity)
    {
        var calls = new Stack<MethodCallExpression>();
        for (var node = chain; node is MethodCallExpression call; node = call.Arguments[0])
        {
            calls.Push(call);
        }

        var name = calls.Select(LambdaOf).FirstOrDefault(l => l is not null)?.Parameters[0].Name ?? "entity";
        ParsedQuery? query = new(Expression.Parameter(entity, name), [], [], IsReversed: false, null, null, ResultKind.List);
        foreach (var call in calls)
        {
            query = query.Result == ResultKind.List ? With(query, call, LambdaOf(call)) : null;
            if (query is null)
            {
                return null;
            }
        }

        return query.Selector == query.Entity ? query with { Selector = null } : query;
    }

    private static ParsedQuery? With(ParsedQuery query, MethodCallExpression call, LambdaExpression? lambda)
    {
        // Behind a Select lambdas are about its results, and behind Take about some of the items only.
        if (lambda is not null && (query.Selector is not null || !IsPlain(lambda)))
        {
            return null;
        }

        switch (call.Method.Name)
        {
            case nameof(Queryable.Select) when lambda is not null:
                return query with { Selector = OnEntity(query, lambda) };
            case nameof(Queryable.Take) when query.Take is null:
                return query with { Take = call.Arguments[1] };
            case nameof(Queryable.Reverse) when query.Take is null:
                return query with { IsReversed = !query.IsReversed };
            case nameof(Queryable.Where) when lambda is not null && query.Take is null:
                return Where(query, lambda);
            case nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending)
                when lambda is not null && query is { Take: null, IsReversed: false, Orderings.IsEmpty: true }:
            case nameof(Queryable.ThenBy) or nameof(Queryable.ThenByDescending) when lambda is not null && query.Take is null:
                var isDescending = call.Method.Name.EndsWith("Descending", StringComparison.Ordinal);
                return query with { Orderings = query.Orderings.Add((OnEntity(query, lambda), isDescending)) };
            default:
                return Enum.TryParse<ResultKind>(call.Method.Name, out var result) && (lambda is null || query.Take is null)
                    ? Where(query, lambda) with { Result = result }
                    : null;
        }
    }

    private static ParsedQuery Where(ParsedQuery query, LambdaExpression? condition) =>
        condition is null ? query : query with { Conditions = query.Conditions.Add(OnEntity(query, condition)) };

    private static Expression OnEntity(ParsedQuery query, LambdaExpression lambda) =>
        new ParameterReplacer(lambda.Parameters[0], query.Entity).Visit(lambda.Body);

    private static bool IsPlain(LambdaExpression lambda)
    {
        var finder = new QueryFinder();
        finder.Visit(lambda.Body);
        return !finder.Found;
    }

    private static LambdaExpression? LambdaOf(MethodCallExpression call) => call.Arguments is [_, var argument, ..]
        ? (argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : argument) as LambdaExpression
        : null;

    /// <summary>Finds a query inside a lambda.</summary>
    private sealed class QueryFinder : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Found |= node.Method.DeclaringType == typeof(Queryable);
            return base.VisitMethodCall(node);
        }

        protected override Expression VisitExtension(Expression node)
        {
            Found |= node is RootExpression;
            return node;
        }
    }
}
