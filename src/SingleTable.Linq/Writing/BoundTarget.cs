using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>The item that a write is for, and its condition, with all values.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Key">The item's primary key.</param>
/// <param name="Values">What is known of the item's values by the key or by a loaded entity, by the index of the property.</param>
/// <param name="IsLoaded">Whether all values are known, and not only those of the key.</param>
/// <param name="Condition">What is asked of the item.</param>
/// <param name="Context">The values of the condition.</param>
internal sealed record BoundTarget(EntityModel Entity, ItemKey Key, object?[] Values, bool IsLoaded, Predicate Condition, BindContext Context)
{
    /// <summary>What is asked of the item: by the caller, and by the library.</summary>
    public Predicate Condition
    {
        get;
        init => (field, Prepared, Held) = (value, null, null);
    } = Condition;

    /// <summary>The part of the condition that each call with its shape has, the same object; null when nothing is known of it.</summary>
    public Predicate? Prepared { get; private init; }

    /// <summary>The rest of the condition: what a property must hold still.</summary>
    public (PropertyModel Property, object? Value)? Held { get; private init; }

    /// <summary>Whether the caller asks anything of the item, even where the values have decided that it holds.</summary>
    public bool IsConditional { get; private init; }

    /// <summary>The version that the item must still have; null where none is known.</summary>
    public long? Version { get; private init; }

    /// <summary>The same with a further condition that the library makes.</summary>
    public BoundTarget If(Predicate known, long? version) => this with { Condition = Predicates.And(Condition, known), Version = version, IsConditional = true };

    /// <summary>The same on the condition that the item has a version.</summary>
    public BoundTarget IfVersion(PropertyModel property, long version) =>
        If(Versions.Holds(property, version), version) with { Prepared = Prepared, Held = (property, version == 0 ? null : Versions.Number(property, version)) };

    /// <summary>Whether the write is for a deleted item too.</summary>
    public bool SeesDeleted { get; init; }

    /// <summary>What the item is that a whole one replaces, where it may be of another type than that.</summary>
    public EntityModel? Replaced { get; init; }

    /// <summary>The id of the operation on many items that the write is one of; null for none.</summary>
    public string? BulkId { get; private init; }

    /// <summary>The same as one of an operation on many items, which changes each once: an update leaves the id, and does nothing where it is already.</summary>
    public BoundTarget Once(string bulkId) => If(new NotMarkedPredicate(Entity.Table.BulkAttribute, bulkId), Version) with { BulkId = bulkId };

    /// <summary>The item that a query names.</summary>
    public static BoundTarget Of(ExecutionScope scope, Expression source, LambdaExpression? when)
    {
        var (plan, leaves) = WritePlanner.ForTarget(scope.Table, source, when);
        var entity = plan.Entity;
        scope.RequireTenant(entity);
        var context = scope.Bind(leaves);
        foreach (var check in plan.TenantChecks)
        {
            if (check.Get(leaves) as string != scope.Tenant)
            {
                throw WriteErrors.OtherTenant(entity);
            }
        }

        var values = new object?[entity.Properties.Length];
        Fill(values, plan.Partition, context);
        Fill(values, plan.Sort, context);

        return new BoundTarget(entity, ItemKey.Of(entity, values), values, IsLoaded: false, plan.Condition, context)
        {
            IsConditional = when is not null || plan.Condition is not ConstantPredicate { Value: true },
            Prepared = plan.Condition,
        };
    }

    private static void Fill(object?[] values, System.Collections.Immutable.ImmutableArray<SlotValue> slots, in BindContext context)
    {
        foreach (var slot in slots)
        {
            values[slot.Property.Index] = context.Value(slot);
        }
    }

    /// <summary>The item of an entity.</summary>
    public static BoundTarget Of(ExecutionScope scope, EntityModel entity, object source, LambdaExpression? when)
    {
        entity = EntityValues.TypeOf(entity, source);
        var values = EntityValues.Read(scope, entity, source);
        var target = OfValues(scope, entity, values, when);
        if (entity.Version is not { } version)
        {
            return target;
        }

        var held = Versions.Of(version, values);
        return target.IfVersion(version, held);
    }

    /// <inheritdoc cref="Of(ExecutionScope, EntityModel, object, LambdaExpression)"/>
    public static BoundTarget OfValues(ExecutionScope scope, EntityModel entity, object?[] values, LambdaExpression? when)
    {
        var key = ItemKey.Of(entity, values);
        if (when is null)
        {
            return new BoundTarget(entity, key, values, IsLoaded: true, ConstantPredicate.True, scope.Bind([])) { Prepared = ConstantPredicate.True };
        }

        var (plan, leaves) = WritePlanner.ForEntity(entity, when);
        return new BoundTarget(entity, key, values, IsLoaded: true, plan.Condition, scope.Bind(leaves)) { IsConditional = true, Prepared = plan.Condition };
    }
}
