using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Querying;

/// <summary>
/// A lambda that is a tree has a set's own Where in it, which the compiler prefers: of a compiled query, and of a query within another. Where a query runs, it has made
/// a call of the operator.
/// </summary>
internal static class SetOperators
{
    private static readonly MethodInfo s_where = QueryMethods<object>.Where.GetGenericMethodDefinition();

    /// <returns>The call of the operator that means the same, or null where the call is no set's own.</returns>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OnlyDescribed)]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Kept.OnlyDescribed)]
    public static MethodCallExpression? Of(MethodCallExpression call) =>
        call is { Object: { } set, Method.Name: nameof(EntitySet<>.Where) } && set.Type.IsGenericType && set.Type.GetGenericTypeDefinition() == typeof(EntitySet<>)
            ? Expression.Call(s_where.MakeGenericMethod(set.Type.GetGenericArguments()), set, call.Arguments[0])
            : null;
}
