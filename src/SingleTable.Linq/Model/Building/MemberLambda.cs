using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Building;

/// <summary>Reads lambdas that name one property.</summary>
internal static class MemberLambda
{
    /// <returns>The property, or null when a problem was added.</returns>
    public static PropertyInfo? Read(EntityDefinition entity, LambdaExpression lambda, string method)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        if (TryRead(lambda) is { } property)
        {
            return property;
        }

        entity.Problems.Add($"{entity.Name}: {method}({ExpressionText.Of(lambda)}) does not name a property of {entity.Name}. "
            + $"Write {method}(x => x.SomeProperty).");
        return null;
    }

    /// <returns>The property, or null when the lambda does not name one.</returns>
    public static PropertyInfo? TryRead(LambdaExpression lambda) =>
        Strip(lambda.Body) is MemberExpression { Member: PropertyInfo property, Expression: { } target } && target == lambda.Parameters[0] ? property : null;

    public static Expression Strip(Expression body) => body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : body;
}
