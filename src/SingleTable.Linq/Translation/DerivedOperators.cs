using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Translation;

/// <summary>
/// Operators on a derived type, as operators on the type that the query starts from: <c>OfType&lt;B>()</c> is <c>Where(x => x is B)</c>, and
/// behind it <c>x</c> is <c>(B)x</c>.
/// </summary>
internal static class DerivedOperators
{
    private static readonly MethodInfo s_where =
        new Func<IQueryable<object>, Expression<Func<object, bool>>, IQueryable<object>>(Queryable.Where).Method.GetGenericMethodDefinition();

    /// <summary>Whether it asks for a type that some of the entities may be.</summary>
    public static bool IsNarrowing(MethodCallExpression call) =>
        call.Method is { IsGenericMethod: true, Name: nameof(Queryable.OfType) } && call.Method.DeclaringType == typeof(Queryable)
        && call.Method.GetGenericArguments()[0] is var type
        && (type.IsInterface || OperatorChain.Element(call.Arguments[0].Type).IsAssignableFrom(type));

    /// <param name="call">The operator; its source is put in later.</param>
    /// <param name="root">The type that the query starts from.</param>
    /// <param name="isOfResults">Whether it stands behind a Select, and so is about other things than entities.</param>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OnlyDescribed)]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Kept.OnlyDescribed)]
    public static MethodCallExpression OnRoot(MethodCallExpression call, Type root, bool isOfResults)
    {
        if (isOfResults)
        {
            return call;
        }

        var source = Expression.Parameter(typeof(IOrderedQueryable<>).MakeGenericType(root), "source");
        if (IsNarrowing(call))
        {
            var entity = Expression.Parameter(root, "x");
            var test = Expression.Lambda(Expression.TypeIs(entity, call.Method.GetGenericArguments()[0]), entity);
            return Expression.Call(s_where.MakeGenericMethod(root), source, Expression.Quote(test));
        }

        var method = call.Method.GetGenericMethodDefinition().MakeGenericMethod([root, .. call.Method.GetGenericArguments().Skip(1)]);
        return Expression.Call(method, [source, .. call.Arguments.Skip(1).Select(a => OnRoot(a, root))]);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OnlyDescribed)]
    private static Expression OnRoot(Expression argument, Type root)
    {
        if (argument is not UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression { Parameters: [var parameter] } lambda }
            || parameter.Type == root)
        {
            return argument;
        }

        var entity = Expression.Parameter(root, parameter.Name);
        var body = new ParameterReplacer(parameter, Expression.Convert(entity, parameter.Type)).Visit(lambda.Body);
        return Expression.Quote(Expression.Lambda(body, entity));
    }
}
