using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Operators;

/// <summary>Calls any method of Queryable on a query of teams, with arguments that fit its parameters.</summary>
internal sealed class QueryableMethods(SaasTable db)
{
    private static readonly Team s_team = new() { OrganizationId = "o1", Name = "Sales" };

    private readonly IQueryable<Team> _teams = db.Teams.Where(t => t.OrganizationId == "o1");

    public static IEnumerable<MethodInfo> All => typeof(Queryable).GetMethods(BindingFlags.Public | BindingFlags.Static);

    /// <summary>What the method is called in the baseline: its name and the names of its parameters behind the source.</summary>
    public static string NameOf(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Skip(1).Select(p => Short(p.ParameterType)))})";

    /// <summary>The tree of the call, whatever it returns.</summary>
    public (IQueryExecutor Executor, Expression Tree) Tree(MethodInfo method)
    {
        var (closed, arguments) = Close(method);
        var source = (IQueryable)arguments[0]!;
        var executor = ((IEntityQuery)source).Executor;
        var operands = closed.GetParameters().Zip(arguments, (p, a) => a switch
        {
            IQueryable query => query.Expression,
            LambdaExpression lambda => Expression.Quote(lambda),
            _ => Expression.Constant(a, p.ParameterType),
        });
        return (executor, Expression.Call(closed, operands));
    }

    /// <summary>What a caller gets who calls the method: a query, or an error.</summary>
    public object? Invoke(MethodInfo method)
    {
        var (closed, arguments) = Close(method);
        try
        {
            return closed.Invoke(null, arguments);
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException!;
        }
    }

    private (MethodInfo Method, object?[] Arguments) Close(MethodInfo method)
    {
        var closed = method.IsGenericMethodDefinition
            ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(a => TypeFor(method.Name, a.Name))])
            : method;
        return (closed, [.. closed.GetParameters().Select((p, i) => Argument(p, i))]);
    }

    private static Type TypeFor(string method, string parameter) => parameter switch
    {
        "TResult" when method is nameof(Queryable.OfType) or nameof(Queryable.Cast) => typeof(Team),
        "T" or "TSource" or "TOuter" or "TFirst" or "TInner" or "TSecond" or "TThird" => typeof(Team),
        "TAccumulate" => typeof(int),
        "TCollection" => typeof(TeamMember),
        "TElement" or "TResult" or "TKey" => typeof(string),
        _ => throw new InvalidOperationException($"A type parameter {parameter} is new: choose a type for it."),
    };

    private object? Argument(ParameterInfo parameter, int position)
    {
        var type = parameter.ParameterType;
        if (position == 0)
        {
            return Source(type);
        }

        if (typeof(LambdaExpression).IsAssignableFrom(type))
        {
            return Lambda(type.GetGenericArguments()[0]);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(IEnumerable<>) || open == typeof(IQueryable<>)))
        {
            return Array.CreateInstance(type.GetGenericArguments()[0], 1);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IComparer<>))
        {
            return typeof(Comparer<>).MakeGenericType(type.GetGenericArguments()).GetProperty("Default")!.GetValue(null);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEqualityComparer<>))
        {
            return typeof(EqualityComparer<>).MakeGenericType(type.GetGenericArguments()).GetProperty("Default")!.GetValue(null);
        }

        return type == typeof(Team) ? s_team : type == typeof(int) ? 2 : type == typeof(Range) ? 1..3 : type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    private object Source(Type type)
    {
        if (!type.IsGenericType || type.GetGenericArguments()[0] == typeof(Team))
        {
            return type.Name.StartsWith("IOrdered", StringComparison.Ordinal) ? _teams.OrderBy(t => t.Id) : _teams;
        }

        // Sum and Average take numbers: the teams' member counts as such.
        var element = type.GetGenericArguments()[0];
        var team = Expression.Parameter(typeof(Team), "t");
        var body = element == typeof(string)
            ? (Expression)Expression.Property(team, nameof(Team.Id))
            : Expression.Convert(Expression.Property(team, nameof(Team.MemberCount)), element);
        var select = Expression.Call(
            typeof(Queryable), nameof(Queryable.Select), [typeof(Team), element], _teams.Expression, Expression.Quote(Expression.Lambda(body, team)));
        return typeof(IQueryProvider).GetMethods().Single(m => m is { Name: nameof(IQueryProvider.CreateQuery), IsGenericMethodDefinition: true })
            .MakeGenericMethod(element).Invoke(_teams.Provider, [select])!;
    }

    private static LambdaExpression Lambda(Type function)
    {
        var types = function.GetGenericArguments();
        var parameters = types[..^1].Select((t, i) => Expression.Parameter(t, $"x{i}")).ToArray();
        var result = types[^1];
        var team = parameters.FirstOrDefault(p => p.Type == typeof(Team));
        Expression body = (result, team) switch
        {
            (_, not null) when result == typeof(string) => Expression.Property(team, nameof(Team.Id)),
            (_, not null) when result == typeof(bool) => Expression.Equal(Expression.Property(team, nameof(Team.Name)), Expression.Constant("Sales")),
            (_, not null) when Nullable.GetUnderlyingType(result) is not null || (result.IsPrimitive || result == typeof(decimal)) =>
                Expression.Convert(Expression.Property(team, nameof(Team.MemberCount)), result),
            _ when result.IsGenericType && result.GetGenericTypeDefinition() == typeof(IEnumerable<>) =>
                Expression.Convert(Expression.NewArrayInit(result.GetGenericArguments()[0]), result),
            _ => Expression.Default(result),
        };
        return Expression.Lambda(function, body, parameters);
    }

    private static string Short(Type type) =>
        !type.IsGenericType ? type.Name
        : typeof(LambdaExpression).IsAssignableFrom(type) ? Short(type.GetGenericArguments()[0])
        : $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>";
}
