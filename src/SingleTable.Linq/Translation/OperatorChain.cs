using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SingleTable.Linq.Materialization;
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
        var casts = false;
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
            else if (IsIdentity(call))
            {
                // OfType and Cast to a type that the results have already.
                casts |= call.Method.GetGenericArguments()[0] != Element(call.Arguments[0].Type);
            }
            else if (DerivedOperators.IsNarrowing(call) && !Projects(call))
            {
                casts = true;
                standard.Push(call);
            }
            else if (isAnswered(call.Method))
            {
                standard.Push(call);
            }
            else
            {
                throw Unanswered(call);
            }

            if (call.Arguments.Count == 0)
            {
                break;
            }

            node = call.Arguments[0];
        }

        if (node is not RootExpression root)
        {
            throw TranslationErrors.Operator("A query that does not start from an entity set", ". Start from a property of your TableContext.");
        }

        Expression rebuilt = root;
        foreach (var call in InOrder(casts ? standard.Select(c => DerivedOperators.OnRoot(c, root.EntityType, Projects(c))) : standard))
        {
            rebuilt = On(rebuilt, call);
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

    // Take(n).Select(…) is Select(…).Take(n), and Reverse may come last too: so that Take and Reverse end what the service does.
    private static List<MethodCallExpression> InOrder(IEnumerable<MethodCallExpression> calls)
    {
        var ordered = new List<MethodCallExpression>();
        foreach (var call in calls)
        {
            var place = ordered.Count;
            while (place > 0 && MayChange(ordered[place - 1].Method.Name, call.Method.Name))
            {
                place--;
            }

            ordered.Insert(place, call);
        }

        return ordered;
    }

    private static bool MayChange(string before, string after) => (before, after) is
        (nameof(Queryable.Take) or nameof(Queryable.Reverse), nameof(Queryable.Select)) or (nameof(Queryable.Reverse), nameof(Queryable.Where));

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OnlyDescribed)]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Kept.OnlyDescribed)]
    private static MethodCallExpression On(Expression source, MethodCallExpression call) =>
        call.Method.Name is nameof(Queryable.Take) or nameof(Queryable.Reverse)
            ? Expression.Call(
                call.Method.GetGenericMethodDefinition().MakeGenericMethod(Element(source.Type)), [source, .. call.Arguments.Skip(1)])
            : call.Update(null, [source, .. call.Arguments.Skip(1)]);

    private static bool IsIdentity(MethodCallExpression call) =>
        call.Method is { IsGenericMethod: true, Name: nameof(Queryable.OfType) or nameof(Queryable.Cast) or nameof(Queryable.AsQueryable) }
        && call.Method.DeclaringType == typeof(Queryable) && call.Method.GetGenericArguments()[0].IsAssignableFrom(Element(call.Arguments[0].Type));

    private static QueryTranslationException Unanswered(MethodCallExpression call) => TranslationErrors.Operator(call.Method.Name, Instead(call));

    private static string Instead(MethodCallExpression call) => call.Method.Name switch
    {
        nameof(Queryable.Skip) or nameof(Queryable.SkipLast) or nameof(Queryable.SkipWhile) =>
            ": it would read and pay for what it skips. Ask for a range of the sort key (Where) and Take.",
        nameof(Queryable.TakeLast) => ". Write Reverse().Take(n), which reads from the other end of the sort key.",
        nameof(Queryable.TakeWhile) => ". Ask for a range of the sort key (Where), or read with AsAsyncEnumerable() and stop.",
        nameof(Queryable.Join) or nameof(Queryable.GroupJoin) or nameof(Queryable.LeftJoin) or nameof(Queryable.RightJoin) or nameof(Queryable.SelectMany) =>
            ": it has no joins. Children in the same partition are read with Include.",
        nameof(Queryable.Min) or nameof(Queryable.Max) or nameof(Queryable.MinBy) or nameof(Queryable.MaxBy) =>
            ": it does not aggregate. Write MinAsync(x => x.Property) or MaxAsync for a property of the sort key (one item is read), or write "
            + "InMemory(maxItems) before it, which reads the results and goes on in memory.",
        nameof(Queryable.Sum) or nameof(Queryable.Average) or nameof(Queryable.GroupBy) or nameof(Queryable.Aggregate) or nameof(Queryable.AggregateBy)
            or nameof(Queryable.CountBy) or nameof(Queryable.Distinct) or nameof(Queryable.DistinctBy) =>
            ": it does not aggregate. Write InMemory(maxItems) before it, which reads the results and goes on in memory.",
        nameof(Queryable.Concat) or nameof(Queryable.Union) or nameof(Queryable.UnionBy) or nameof(Queryable.Except) or nameof(Queryable.ExceptBy)
            or nameof(Queryable.Intersect) or nameof(Queryable.IntersectBy) or nameof(Queryable.Zip) or nameof(Queryable.SequenceEqual) =>
            ": it answers one query at a time. Run each with ToListAsync() and put the lists together in memory.",
        nameof(Queryable.DefaultIfEmpty) => ". Write FirstOrDefaultAsync(), or look at the Count of the list.",
        nameof(Queryable.Cast) => $" to another type than {Element(call.Arguments[0].Type).Name}. "
            + "For a derived entity write OfType, or start from its own entity set.",
        nameof(Queryable.OfType) => 
            $" to a type that no {Element(call.Arguments[0].Type).Name} is, or after Select. "
            + "Start from the entity set of the type that you want, and put OfType before Select.",
        nameof(Queryable.Order) or nameof(Queryable.OrderDescending) => ": entities have no order of their own. Write OrderBy with a property of the sort key.",
        nameof(Queryable.Last) or nameof(Queryable.LastOrDefault) => " synchronously. Write LastAsync() or LastOrDefaultAsync().",
        nameof(Queryable.ElementAt) or nameof(Queryable.ElementAtOrDefault) =>
            ": it would read and pay for all that comes before. Ask for a range of the sort key (Where) and FirstAsync().",
        nameof(Queryable.All) => " as it stands. Write AllAsync(x => condition).",
        nameof(Queryable.Contains) => " for a whole entity. Write AnyAsync(x => x.Id == id), or FindAsync(key).",
        nameof(Queryable.Where) or nameof(Queryable.Select) or nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) or nameof(Queryable.ThenBy)
            or nameof(Queryable.ThenByDescending) or nameof(Queryable.Take) or nameof(Queryable.First) or nameof(Queryable.FirstOrDefault)
            or nameof(Queryable.Single) or nameof(Queryable.SingleOrDefault) =>
            " in this overload (an index, a range, a comparer, a default value). Use the plain one.",
        _ => ". Write InMemory(maxItems) before it, which reads the results and goes on in memory.",
    };

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A query is an IQueryable<T> to whoever made it.")]
    internal static Type Element(Type query) =>
        query.GetInterfaces().Append(query).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>))
            ?.GetGenericArguments()[0] ?? query;
}
