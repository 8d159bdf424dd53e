using System.Diagnostics.CodeAnalysis;
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

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The overloads that need it, AsQueryable, are not registered.")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The overloads that need it, AsQueryable, are not registered.")]
    private static QueryParser CreateParser()
    {
        var registry = new MethodInfoBasedNodeTypeRegistry();
        foreach (var method in typeof(Queryable).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            if (SupportedOperators.Contains(method))
            {
                registry.Register([method], s_supported.First(s => s.Method == method.Name).Node);
            }
        }

        return new QueryParser(new ExpressionTreeParser(registry, new NullExpressionTreeProcessor()));
    }
}
