using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>A key that a caller asks for, with others.</summary>
/// <param name="Key">As the caller gave it.</param>
/// <param name="Query">How its item is read.</param>
/// <param name="Text">As it is stored; null when no item can match.</param>
internal readonly record struct AskedKey(BatchKey Key, QueryPlan Query, (string Partition, string Sort)? Text)
{
    /// <summary>The key of an entity by the values of its slots.</summary>
    public static AskedKey Of(ExecutionScope scope, TableRuntime runtime, EntityModel entity, object?[] values)
    {
        scope.RequireTenant(entity);
        var plan = runtime.FindPlan(entity);
        var context = scope.Bind(plan.Check(values));
        return new AskedKey(new BatchKey(entity.ClrType, values), plan.Query, KeyBinding.Key((KeyAccess)plan.Query.Access, context));
    }

    /// <summary>The key that a query names, which asks for nothing else.</summary>
    public static AskedKey Of(BoundQuery query)
    {
        var plan = query.Plan;
        if (plan is not { Access: KeyAccess { List: null } access, Filter: ConstantPredicate, ProjectionText: null, Include: null, Later.IsEmpty: true, Families: null,
            Shape: { Projection: null, Take: null } })
        {
            throw ExecutionErrors.NotOneKey(plan.Entity);
        }

        var context = query.Context;
        var values = access.Partition.Concat(access.Sort).Where(s => !s.Property.IsTenant).Select(s => context.Value(s)).ToList();
        return new AskedKey(new BatchKey(plan.Entity.ClrType, values), plan, query.IsEmpty ? null : KeyBinding.Key(access, context));
    }
}
