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
        Of<WhereExpressionNode>(nameof(Queryable.Where)),
        Of<SelectExpressionNode>(nameof(Queryable.Select)),
        Of<OrderByExpressionNode>(nameof(Queryable.OrderBy)),
        Of<OrderByDescendingExpressionNode>(nameof(Queryable.OrderByDescending)),
        Of<ThenByExpressionNode>(nameof(Queryable.ThenBy)),
        Of<ThenByDescendingExpressionNode>(nameof(Queryable.ThenByDescending)),
        Of<ReverseExpressionNode>(nameof(Queryable.Reverse)),
        Of<TakeExpressionNode>(nameof(Queryable.Take)),
        Of<FirstExpressionNode>(nameof(Queryable.First)),
        Of<FirstExpressionNode>(nameof(Queryable.FirstOrDefault)),
        Of<SingleExpressionNode>(nameof(Queryable.Single)),
        Of<SingleExpressionNode>(nameof(Queryable.SingleOrDefault)),
        Of<AnyExpressionNode>(nameof(Queryable.Any)),
        Of<CountExpressionNode>(nameof(Queryable.Count)),
        Of<LongCountExpressionNode>(nameof(Queryable.LongCount)),
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

    // Re-linq makes nodes by reflection, of which a trimmer sees nothing.
    private static (string Method, Type Node) Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TNode>(string method)
        where TNode : IExpressionNode => (method, typeof(TNode));
}
