using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>
/// The chain of operators of a query: our own are taken out, those that we do not answer are refused by our own message, the rest goes to re-linq.
/// </summary>
internal static class OperatorChain
{
    /// <summary>An own operator that was taken out, with its arguments behind the source.</summary>
    internal sealed record OwnOperator(string Name, ImmutableArray<Expression> Arguments);

    internal sealed record Split(Expression Standard, RootExpression Root, ImmutableArray<OwnOperator> Own);

    public static Split Take(Expression tree, Func<System.Reflection.MethodInfo, bool> isAnswered)
    {
        var own = ImmutableArray.CreateBuilder<OwnOperator>();
        var standard = new Stack<MethodCallExpression>();
        var node = tree;
        while (node is MethodCallExpression call)
        {
            if (call.Method.DeclaringType == typeof(EntityQueryableExtensions))
            {
                if (Projects(call))
                {
                    throw TranslationErrors.Operator(
                        $"{call.Method.Name} after Select", $": it says how entities are read. Put {call.Method.Name} before Select.");
                }

                own.Add(new OwnOperator(call.Method.Name, [.. call.Arguments.Skip(1)]));
            }
            else if (isAnswered(call.Method))
            {
                standard.Push(call);
            }
            else
            {
                throw Unanswered(call);
            }

            node = call.Arguments[0];
        }

        if (node is not RootExpression root)
        {
            throw TranslationErrors.Operator("A query that does not start from an entity set", ". Start from a property of your TableContext.");
        }

        Expression rebuilt = root;
        foreach (var call in standard)
        {
            rebuilt = call.Update(null, [rebuilt, .. call.Arguments.Skip(1)]);
        }

        own.Reverse();
        return new Split(rebuilt, root, own.ToImmutable());
    }

    private static bool Projects(MethodCallExpression call)
    {
        for (Expression? source = call.Arguments[0]; source is MethodCallExpression inner; source = inner.Arguments[0])
        {
            if (inner.Method.DeclaringType == typeof(Queryable) && inner.Method.Name == nameof(Queryable.Select))
            {
                return true;
            }
        }

        return false;
    }

    private static QueryTranslationException Unanswered(MethodCallExpression call)
    {
        var name = call.Method.Name;
        var instead = name switch
        {
            nameof(Queryable.Skip) => ": it would read and pay for what it skips. Ask for a range of the sort key (Where) and Take.",
            nameof(Queryable.Join) or nameof(Queryable.GroupJoin) or nameof(Queryable.SelectMany) =>
                ": it has no joins. Children in the same partition are read with Include.",
            nameof(Queryable.Sum) or nameof(Queryable.Average) or nameof(Queryable.GroupBy) or nameof(Queryable.Aggregate)
                or nameof(Queryable.Min) or nameof(Queryable.Max) or nameof(Queryable.Distinct) =>
                ": it does not aggregate. Read the items with ToListAsync() or AsAsyncEnumerable() and compute in memory.",
            nameof(Queryable.Last) or nameof(Queryable.LastOrDefault) => ". Write LastAsync or Reverse().FirstAsync().",
            nameof(Queryable.ElementAt) or nameof(Queryable.ElementAtOrDefault) =>
                ": it would read and pay for all that comes before. Ask for a range of the sort key (Where) and First.",
            nameof(Queryable.All) => ". Write AllAsync(x => condition).",
            nameof(Queryable.Contains) => ". Write AnyAsync(x => x.Id == id).",
            nameof(Queryable.Where) or nameof(Queryable.Select) or nameof(Queryable.OrderBy) or nameof(Queryable.Take) or nameof(Queryable.First)
                or nameof(Queryable.FirstOrDefault) or nameof(Queryable.Single) or nameof(Queryable.SingleOrDefault) =>
                " in this overload (an index, a range, a comparer, a default value). Use the plain one.",
            _ => ". Read with AsAsyncEnumerable() and go on in memory.",
        };
        return TranslationErrors.Operator(name, instead);
    }
}
