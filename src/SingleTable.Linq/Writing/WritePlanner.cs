using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>
/// Which item a write is for and under what condition: everything but the values. Without key slots where an entity gives the key.
/// </summary>
internal sealed record WritePlan(
    EntityModel Entity,
    ImmutableArray<SlotValue> Partition,
    ImmutableArray<SlotValue> Sort,
    Predicate Condition,
    ImmutableArray<ValueSource> TenantChecks,
    PlanGuards Guards) : IGuardedPlan
{
    public static string Kind => "write";

    public bool Holds(object?[] leaves) => Guards.Hold(leaves);
}

/// <summary>Makes the plans of writes, each shape once.</summary>
internal static class WritePlanner
{
    private static readonly ConditionalWeakTable<TableModel, PlanCache<WritePlan>> s_plans = [];
    private static readonly MethodInfo s_when = ((Func<object, LambdaExpression, object>)When).Method;

    /// <summary>How many shapes were translated so far.</summary>
    public static long Misses(TableModel table) => Plans(table).Misses;

    /// <summary>The plan of a write to the item that a query names.</summary>
    public static (WritePlan Plan, object?[] Leaves) ForTarget(TableModel table, Expression source, LambdaExpression? when)
    {
        var plans = Plans(table);
        using var fingerprint = QueryFingerprint.Of(source, when);
        var leaves = fingerprint.CopyLeaves();
        return (plans.Find(fingerprint) ?? MakeTarget(plans, table, fingerprint, source, when, leaves), leaves);
    }

    /// <summary>The plan of a write with a condition, to an item whose key an entity gives.</summary>
    public static (WritePlan Plan, object?[] Leaves) ForEntity(EntityModel entity, LambdaExpression when)
    {
        var plans = Plans(entity.Table);
        using var fingerprint = QueryFingerprint.Of(when);
        var leaves = fingerprint.CopyLeaves();
        return (plans.Find(fingerprint) ?? MakeEntity(plans, entity, fingerprint, when, leaves), leaves);
    }

    // Apart, because a closure would be allocated on hits too.
    private static WritePlan MakeTarget(
        PlanCache<WritePlan> plans, TableModel table, QueryFingerprint fingerprint, Expression source, LambdaExpression? when, object?[] leaves) =>
        plans.Make(fingerprint, () =>
        {
            // One tree, so that one walk numbers the values of both, as the fingerprint does.
            var tree = when is null ? source : Expression.Call(s_when, source, Expression.Quote(when));
            return Target(table, Slotted(tree), leaves);
        });

    private static WritePlan MakeEntity(PlanCache<WritePlan> plans, EntityModel entity, QueryFingerprint fingerprint, LambdaExpression when, object?[] leaves) =>
        plans.Make(fingerprint, () =>
        {
            var peek = new ValuePeek(leaves);
            var condition = Condition(entity, (LambdaExpression)Slotted(when), peek);
            return new WritePlan(entity, [], [], condition, [], peek.ToGuards());
        });

    private static Expression Slotted(Expression tree) => new TreeNormalizer().Visit(SlotReplacer.Replace(tree))!;

    private static WritePlan Target(TableModel table, Expression slotted, object?[] leaves)
    {
        var (source, when) = slotted is MethodCallExpression call && call.Method == s_when
            ? (call.Arguments[0], (LambdaExpression)((UnaryExpression)call.Arguments[1]).Operand)
            : (slotted, null);
        var shape = QueryTranslator.Translate(source, leaves, table);
        CheckShape(shape);
        var (where, tenantChecks) = QueryPlanner.TakeTenant(shape);
        if (where is ConstantPredicate { Value: false })
        {
            throw WriteErrors.NeverTrue(shape.Entity);
        }

        var key = shape.Entity.Key;
        var constraints = new KeyConstraints(where);
        if (KeyMatch.Try(key, shape, constraints, isForced: false, takesList: false, takesChecks: false) is not { IsWholeTableKey: true } match)
        {
            throw WriteErrors.NotOneItem(
                shape.Entity, key.Slots.Where(s => !s.IsTenant && constraints.Equality(s) is null).Select(s => $"{shape.Entity.Name}.{s.Name}"));
        }

        var peek = new ValuePeek(leaves);
        var rest = Predicates.And([.. constraints.Conjuncts.Where((_, i) => !match.Consumed.Contains(i))]);
        var condition = when is null ? rest : Predicates.And(rest, Condition(shape.Entity, when, peek));
        return new WritePlan(
            shape.Entity, match.Partition, match.FixedSort, condition, tenantChecks, new PlanGuards([.. shape.Guards.All, .. peek.ToGuards().All]));
    }

    private static Predicate Condition(EntityModel entity, LambdaExpression when, ValuePeek peek) =>
        PredicateTranslator.Translate(when.Body, new TranslationScope(entity, when.Parameters[0], peek));

    private static void CheckShape(QueryShape shape)
    {
        var unfit = shape switch
        {
            { Projection: not null } => "Select",
            { Take: not null } => "Take",
            { Orderings.IsEmpty: false } => "OrderBy",
            { IsReversed: true } => "Reverse",
            { Includes.IsEmpty: false } => "Include",
            { Directives.Index: not null } => "UsingIndex",
            { Directives.IncludesDeleted: true } => "IncludeDeleted",
            { Directives.Hydrates: true } => "Hydrate",
            { Directives.AllowsScan: true } => "AllowScan",
            { Directives.IsConsistent: true } => "ConsistentRead",
            _ => null,
        };
        if (unfit is not null)
        {
            throw WriteErrors.Operator(shape.Entity, unfit);
        }
    }

    private static PlanCache<WritePlan> Plans(TableModel table) => s_plans.GetValue(table, static _ => new PlanCache<WritePlan>());

    private static object When(object source, LambdaExpression when) => throw new InvalidOperationException($"{source} {when}: only a mark in a tree.");
}
