using System.Collections.Immutable;
using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Clauses.ResultOperators;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation.Relinq;

/// <summary>Has re-linq parse a slotted tree, and hands over its clauses in our own terms.</summary>
internal static class QueryModelAdapter
{
    [ThreadStatic]
    private static int t_parses;

    /// <summary>How often this thread had re-linq parse a tree: only ever for a query that was not seen before.</summary>
    public static int ParsesOnThisThread => t_parses;

    public static ParsedQuery Parse(Expression tree, EntityModel entity)
    {
        t_parses++;
        var query = NodeTypes.Parser.GetParsedQuery(tree);
        var from = query.MainFromClause;
        if (from.FromExpression is not RootExpression)
        {
            throw TranslationErrors.Operator(
                "An operator after Take", ": Take ends what the service does. Put Where, OrderBy and Select before it, or read with "
                + "AsAsyncEnumerable() and go on in memory.", entity);
        }

        var parameter = Expression.Parameter(entity.ClrType, from.ItemName);
        var replacer = new SourceReplacer(from, parameter);
        var conditions = ImmutableArray.CreateBuilder<Expression>();
        var orderings = ImmutableArray.CreateBuilder<(Expression, bool)>();
        foreach (var clause in query.BodyClauses)
        {
            switch (clause)
            {
                case WhereClause where:
                    conditions.Add(replacer.Visit(where.Predicate));
                    break;
                case OrderByClause orderBy:
                    // A later OrderBy is the main one in LINQ; with one order in a sort key, two of them can only be a mistake.
                    if (orderings.Count > 0)
                    {
                        throw TranslationErrors.Operator("A second OrderBy", ": it would undo the first. Write ThenBy, or remove one.", entity);
                    }

                    orderings.AddRange(orderBy.Orderings.Select(o =>
                        (replacer.Visit(o.Expression), o.OrderingDirection == OrderingDirection.Desc)));
                    break;
                default:
                    throw TranslationErrors.Operator("A second from or join", ". Children in the same partition are read with Include.", entity);
            }
        }

        var (take, result, isReversed) = ResultOf(query, entity, replacer);
        var selector = replacer.Visit(query.SelectClause.Selector);
        return new ParsedQuery(
            parameter, conditions.ToImmutable(), orderings.ToImmutable(), isReversed, selector == parameter ? null : selector, take, result);
    }

    private static (Expression? Take, ResultKind Result, bool IsReversed) ResultOf(QueryModel query, EntityModel entity, SourceReplacer replacer)
    {
        Expression? take = null;
        var result = ResultKind.List;
        var isReversed = false;
        foreach (var resultOperator in query.ResultOperators)
        {
            switch (resultOperator)
            {
                case ReverseResultOperator when take is null:
                    isReversed = !isReversed;
                    break;
                case ReverseResultOperator:
                    throw TranslationErrors.Operator("Reverse after Take", ". Put Reverse before Take, or reverse the list that you got.", entity);
                case TakeResultOperator first when take is null:
                    take = replacer.Visit(first.Count);
                    break;
                case TakeResultOperator:
                    throw TranslationErrors.Operator("A second Take", ". Keep the smaller one.", entity);
                case FirstResultOperator first:
                    result = first.ReturnDefaultWhenEmpty ? ResultKind.FirstOrDefault : ResultKind.First;
                    break;
                case SingleResultOperator single:
                    result = single.ReturnDefaultWhenEmpty ? ResultKind.SingleOrDefault : ResultKind.Single;
                    break;
                case AnyResultOperator:
                    result = ResultKind.Any;
                    break;
                case CountResultOperator:
                    result = ResultKind.Count;
                    break;
                case LongCountResultOperator:
                    result = ResultKind.LongCount;
                    break;
                default:
                    throw TranslationErrors.Operator(resultOperator.GetType().Name.Replace("ResultOperator", "", StringComparison.Ordinal), ".", entity);
            }
        }

        return (take, result, isReversed);
    }

    private sealed class SourceReplacer(MainFromClause from, ParameterExpression parameter) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            QuerySourceReferenceExpression reference when reference.ReferencedQuerySource == from => parameter,
            SubQueryExpression => throw TranslationErrors.Operator("A query inside a query", ". Run it first and use its result."),
            _ => node,
        };
    }
}
