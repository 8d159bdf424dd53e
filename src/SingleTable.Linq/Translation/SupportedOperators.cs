using System.Reflection;

namespace SingleTable.Linq.Translation;

/// <summary>The standard operators that we answer. It is asked of every query, and so names nothing of re-linq, which plain queries leave unloaded.</summary>
internal static class SupportedOperators
{
    private static readonly HashSet<string> s_names =
    [
        nameof(Queryable.Where), nameof(Queryable.Select), nameof(Queryable.OrderBy), nameof(Queryable.OrderByDescending),
        nameof(Queryable.ThenBy), nameof(Queryable.ThenByDescending), nameof(Queryable.Reverse), nameof(Queryable.Take),
        nameof(Queryable.First), nameof(Queryable.FirstOrDefault), nameof(Queryable.Single), nameof(Queryable.SingleOrDefault),
        nameof(Queryable.Any), nameof(Queryable.Count), nameof(Queryable.LongCount),
    ];

    /// <summary>Whether we answer this overload: those without comparers, indexes, ranges and default values.</summary>
    public static bool Contains(MethodInfo method)
    {
        if (method.DeclaringType != typeof(Queryable) || !s_names.Contains(method.Name))
        {
            return false;
        }

        var parameters = method.GetParameters();
        return parameters.Length switch
        {
            1 => true,
            2 when method.Name == nameof(Queryable.Take) => parameters[1].ParameterType == typeof(int),
            2 => IsUnaryLambda(parameters[1].ParameterType),
            _ => false,
        };
    }

    // Expression<Func<T, TResult>>: one parameter, so not the overloads that hand the index to the lambda.
    private static bool IsUnaryLambda(Type type) =>
        type.IsGenericType && type.GetGenericArguments()[0] is { IsGenericType: true } function && function.GetGenericArguments().Length == 2;
}
