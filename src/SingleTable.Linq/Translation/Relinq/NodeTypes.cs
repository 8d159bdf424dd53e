using System.Reflection;
using Remotion.Linq.Parsing.ExpressionVisitors.Transformation;
using Remotion.Linq.Parsing.Structure;
using Remotion.Linq.Parsing.Structure.ExpressionTreeProcessors;
using Remotion.Linq.Parsing.Structure.IntermediateModel;
using Remotion.Linq.Parsing.Structure.NodeTypeProviders;

namespace SingleTable.Linq.Translation.Relinq;

/// <summary>
/// A re-linq parser that knows only the operators that we answer, and evaluates nothing: values are slots already, and its partial evaluator is
/// what makes it slow.
/// </summary>
internal static class NodeTypes
{
    private static readonly (string Method, Type Node)[] s_supported =
    [
        (nameof(Queryable.Where), typeof(WhereExpressionNode)),
        (nameof(Queryable.Select), typeof(SelectExpressionNode)),
        (nameof(Queryable.OrderBy), typeof(OrderByExpressionNode)),
        (nameof(Queryable.OrderByDescending), typeof(OrderByDescendingExpressionNode)),
        (nameof(Queryable.ThenBy), typeof(ThenByExpressionNode)),
        (nameof(Queryable.ThenByDescending), typeof(ThenByDescendingExpressionNode)),
        (nameof(Queryable.Reverse), typeof(ReverseExpressionNode)),
        (nameof(Queryable.Take), typeof(TakeExpressionNode)),
        (nameof(Queryable.First), typeof(FirstExpressionNode)),
        (nameof(Queryable.FirstOrDefault), typeof(FirstExpressionNode)),
        (nameof(Queryable.Single), typeof(SingleExpressionNode)),
        (nameof(Queryable.SingleOrDefault), typeof(SingleExpressionNode)),
        (nameof(Queryable.Any), typeof(AnyExpressionNode)),
        (nameof(Queryable.Count), typeof(CountExpressionNode)),
        (nameof(Queryable.LongCount), typeof(LongCountExpressionNode)),
    ];

    private static readonly Lazy<IQueryParser> s_parser = new(CreateParser);

    public static IQueryParser Parser => s_parser.Value;

    /// <summary>Whether we answer this overload: those without comparers, indexes, ranges and default values.</summary>
    public static bool IsSupported(MethodInfo method) => Find(method) is not null;

    private static Type? Find(MethodInfo method)
    {
        if (method.DeclaringType != typeof(Queryable))
        {
            return null;
        }

        var node = s_supported.FirstOrDefault(s => s.Method == method.Name).Node;
        var parameters = method.GetParameters();
        var isPlain = parameters.Length switch
        {
            1 => true,
            2 when method.Name == nameof(Queryable.Take) => parameters[1].ParameterType == typeof(int),
            2 => IsUnaryLambda(parameters[1].ParameterType),
            _ => false,
        };
        return isPlain ? node : null;
    }

    // Expression<Func<T, TResult>>: one parameter, so not the overloads that hand the index to the lambda.
    private static bool IsUnaryLambda(Type type) =>
        type.IsGenericType && type.GetGenericArguments()[0] is { IsGenericType: true } function && function.GetGenericArguments().Length == 2;

    private static QueryParser CreateParser()
    {
        var registry = new MethodInfoBasedNodeTypeRegistry();
        foreach (var method in typeof(Queryable).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            if (Find(method) is { } node)
            {
                registry.Register([method], node);
            }
        }

        return new QueryParser(new ExpressionTreeParser(registry, new NullExpressionTreeProcessor()));
    }
}
