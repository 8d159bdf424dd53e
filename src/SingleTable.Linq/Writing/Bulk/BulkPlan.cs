using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Pages;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing.Bulk;

/// <summary>An operation on all items of a query, checked: what is read, and what is asked of each item when it is written.</summary>
/// <param name="Query">What is read.</param>
/// <param name="Leaves">The query's values.</param>
/// <param name="Condition">What the query asks, but for what the key of an item decides for ever.</param>
/// <param name="Update">What to do; null deletes.</param>
/// <param name="ReadsAll">Whether whole items are read, because the write needs their values; otherwise only keys are.</param>
internal sealed record BulkPlan(BoundQuery Query, object?[] Leaves, Predicate Condition, UpdateOperations? Update, bool ReadsAll)
{
    public EntityModel Entity => Query.Plan.Entity;

    public string Method => MethodOf(Update);

    public bool HasCompanions => Promises(Entity, Update);

    /// <summary>Whether nothing can have become of an item but that it is gone, because no other type has such keys: then it can be deleted without a condition.</summary>
    public bool IsPlainDelete => Update is null && !HasCompanions && Condition is ConstantPredicate { Value: true }
        && Entity is { Expiry: null, SoftDelete: null, Hierarchy.Concrete.Length: 1 };

    /// <summary>What a token is for: this query in this scope, and the same update; but its values may be others, such as the present time.</summary>
    public byte[] Binding() => PageBinding.Of(
        $"{Method} {string.Join(", ", Update is null ? [] : UpdateReader.Read(Entity, Update).Select(c => $"{c.Kind} {c.Path}"))}", Query.Plan, Query.Context);

    public static BulkPlan Of(ExecutionScope scope, Expression source, UpdateOperations? update)
    {
        object?[] leaves;
        using (var fingerprint = QueryFingerprint.Of(source))
        {
            leaves = fingerprint.CopyLeaves();
        }

        var readsAll = false;
        var plan = QueryPlanner.Plan(source, leaves, scope.Table, shape =>
        {
            CheckShape(shape, MethodOf(update));
            readsAll = NeedsValues(shape.Entity, update);
            return QueryPlanner.Plan(readsAll ? shape : KeysOnly(shape));
        });
        if (plan.Access is KeyAccess || plan.Access.List is not null)
        {
            throw BulkErrors.Access(plan, MethodOf(update));
        }

        scope.RequireTenant(plan.Entity);
        if (update is not null)
        {
            EntityValidation.Check(plan.Entity, UpdateReader.Read(plan.Entity, update));
        }

        var where = Predicates.Conjuncts(QueryPlanner.TakeTenant(plan.Shape).Where);
        var open = Predicates.And([.. where.Where(c => PredicateProperties.Of(c).Any(p => p is { IsKey: false, IsTenant: false })), .. OnIndex(plan.Access)]);
        return new BulkPlan(BoundQuery.Bind(plan, scope.Bind(leaves)), leaves, open, update, readsAll);
    }

    // What is read from an index that not every item is on may have left it since.
    private static IEnumerable<Predicate> OnIndex(AccessPlan access) =>
        access is RangeAccess { Key: { IsTable: false } key } && (key.Filter is not null || key.Slots.Any(s => s.IsNullable && !s.IsTenant))
            ? key.Attributes.Where(a => a.Name != access.Entity.Key.PartitionAttribute && a.Name != access.Entity.Key.SortAttribute)
                .Select(a => new OnIndexPredicate(key.IndexName!, a.Name))
            : [];

    // What an update takes from the item besides its key: for the keys of indexes, the time to live, a list that is set whole.
    private static bool NeedsValues(EntityModel entity, UpdateOperations? update)
    {
        if (update is null)
        {
            return Promises(entity, update) || (entity.SoftDelete is { } deletion && (IsIndexed(entity, deletion.Property) || IsVersionIndexed(entity)));
        }

        var changes = UpdateReader.Read(entity, update);
        var changed = changes.Select(c => c.Path.Property).Concat(entity.AllProperties.Where(p => p.OnUpdate is not null)).ToHashSet();
        if (entity.Lifetime is { } lifetime && (lifetime.IsSliding || (lifetime.Duration is { } duration && changed.Contains(duration))))
        {
            changed.Add(lifetime.Moment);
        }

        return Promises(entity, update) || changes.Exists(c => c.Kind == UpdateKind.Insert || IsOpenExpiry(entity, c))
            || changed.Any(p => IsIndexed(entity, p)) || IsVersionIndexed(entity);
    }

    private static bool IsVersionIndexed(EntityModel entity) => entity.Version is { } version && IsIndexed(entity, version);

    private static bool IsIndexed(EntityModel entity, PropertyModel property) => entity.Keys.Skip(1).Any(k => k.Inputs.Contains(property));

    private static bool IsOpenExpiry(EntityModel entity, UpdateChange change) =>
        (change.Path.Property == entity.TimeToLive || change.Path.Property == entity.Lifetime?.Duration)
        && change.Kind is not (UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.Remove);

    private static bool Promises(EntityModel entity, UpdateOperations? update) =>
        entity.Hierarchy.Concrete.Any(c => update is null ? c.HasCompanions : c.HasUpdateCompanions);

    // As a Select of the key would: indexes that hold nothing more can answer, and nothing more is sent.
    private static QueryShape KeysOnly(QueryShape shape)
    {
        var item = Expression.Parameter(shape.Entity.ClrType);
        return shape with { Projection = new ProjectionShape(item, item, [], [.. shape.Entity.Key.Slots]) };
    }

    private static void CheckShape(QueryShape shape, string method)
    {
        var unfit = shape switch
        {
            { Projection: not null } => "Select",
            { Take: not null } => "Take",
            { Orderings.IsEmpty: false } => "OrderBy",
            { IsReversed: true } => "Reverse",
            { Includes.IsEmpty: false } => "Include",
            { Directives.IncludesDeleted: true } => "IncludeDeleted",
            { Directives.Hydrates: true } => "Hydrate",
            { Directives.Segments: not null } => "AllowScan with segments",
            _ => null,
        };
        if (unfit is not null)
        {
            throw BulkErrors.Operator(shape.Entity, method, unfit);
        }
    }

    private static string MethodOf(UpdateOperations? update) =>
        update is null ? nameof(BulkWriteExtensions.DeleteAllAsync) : nameof(BulkWriteExtensions.UpdateAllAsync);
}
