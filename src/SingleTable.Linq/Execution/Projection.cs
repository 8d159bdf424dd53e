using System.Linq.Expressions;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>Compiles a Select: once for each plan.</summary>
internal static class Projection
{
    /// <summary>What the plan's Select makes of an entity as it is read, or null when it has none.</summary>
    public static Func<object, object?[], TResult>? Of<TResult>(Planning.QueryPlan plan) =>
        plan.Shape is { Projection: not null, Includes.IsEmpty: true } ? plan.Projector(Compile<TResult>) : null;

    /// <summary>What it makes of an entity once everything is there that is included; otherwise null.</summary>
    public static Func<object, object?[], TResult>? OfIncluded<TResult>(Planning.QueryPlan plan) =>
        plan.Shape is { Projection: not null, Includes.IsEmpty: false } ? plan.Projector(Compile<TResult>) : null;

    private static Func<object, object?[], TResult> Compile<TResult>(ProjectionShape projection)
    {
        var entity = Expression.Parameter(typeof(object), "entity");
        var leaves = Expression.Parameter(typeof(object?[]), "values");
        var body = new SlotReader(leaves).Visit(projection.Selector)!;
        var typed = Expression.Block(
            [projection.Entity],
            Expression.Assign(projection.Entity, Expression.Convert(entity, projection.Entity.Type)),
            body);
        return Expression.Lambda<Func<object, object?[], TResult>>(typed, entity, leaves).Compile();
    }
}
