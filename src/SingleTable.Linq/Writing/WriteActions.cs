using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>The entry to this stage: what a caller asks for becomes a write that is checked and complete, before anything is sent.</summary>
internal static class WriteActions
{
    public static WriteAction Create(ExecutionScope scope, EntityModel entity, object source)
    {
        entity = EntityValues.TypeOf(entity, source);
        var values = EntityValues.Read(scope, entity, source);
        EntityValues.RefuseSealed(entity, values);
        return WholeItem(scope, entity, WriteKind.Create, values, null);
    }

    public static WriteAction Put(ExecutionScope scope, EntityModel entity, object source, LambdaExpression? when)
    {
        entity = EntityValues.TypeOf(entity, source);
        return WholeItem(scope, entity, WriteKind.Put, EntityValues.Read(scope, entity, source), when);
    }

    /// <summary>A put that must not replace anything.</summary>
    public static WriteAction PutNew(ExecutionScope scope, EntityModel entity, object source)
    {
        entity = EntityValues.TypeOf(entity, source);
        return WholeItem(scope, entity, WriteKind.Create, EntityValues.Read(scope, entity, source), null);
    }

    /// <summary>A put that must replace what is known.</summary>
    public static WriteAction Replace(ExecutionScope scope, EntityModel entity, object source, LambdaExpression? when, Predicate known)
    {
        entity = EntityValues.TypeOf(entity, source);
        return WholeItem(scope, entity, WriteKind.Put, EntityValues.Read(scope, entity, source), when, known);
    }

    public static WriteAction Upsert(ExecutionScope scope, EntityModel entity, object source)
    {
        entity = EntityValues.TypeOf(entity, source);
        var values = EntityValues.Read(scope, entity, source);
        EntityValues.RefuseSealed(entity, values);
        var context = EntityValues.GenerationContext(scope, entity);
        var kept = entity.Properties
            .Where(p => p.OnCreate is not null && p.OnUpdate is null && !p.IsKey && p.IsUnset(values[p.Index])).ToHashSet();
        foreach (var property in entity.Properties)
        {
            if (property.OnUpdate is { } generator && !property.IsKey)
            {
                values[property.Index] = EntityValues.Generate(entity, property, generator, context);
            }
        }

        EntityValues.GenerateForCreate(entity, values, context);
        var target = BoundTarget.OfValues(scope, entity, values, null);

        // Written for its size alone: as an update it could be refused only by the service.
        ItemJson.Write(entity, target.Key, values, SystemAttributes.Of(entity, values, scope.Tenant, context.UtcNow));
        return new WriteAction(
            WriteKind.Upsert, target, isConditional: false, update: UpdateComposer.Upsert(scope, entity, values, context, kept));
    }

    public static WriteAction Update(ExecutionScope scope, BoundTarget target, IReadOnlyList<UpdateOperation> operations) =>
        new(WriteKind.Update, target, isConditional: true, update: UpdateComposer.Update(scope, target, operations));

    /// <summary>Without a condition a deletion is content that there is no item.</summary>
    public static WriteAction Delete(BoundTarget target) =>
        new(WriteKind.Delete, target, target.IsConditional);

    public static WriteAction Check(BoundTarget target) => new(WriteKind.Check, target, isConditional: true);

    private static WriteAction WholeItem(ExecutionScope scope, EntityModel entity, WriteKind kind, object?[] values, LambdaExpression? when, Predicate? known = null)
    {
        var context = EntityValues.GenerationContext(scope, entity);
        EntityValues.GenerateForCreate(entity, values, context);
        var target = BoundTarget.OfValues(scope, entity, values, when);
        target = known is null ? target : target with { Condition = Predicates.And(target.Condition, known) };
        var item = ItemJson.Write(entity, target.Key, values, SystemAttributes.Of(entity, values, scope.Tenant, context.UtcNow));
        return new WriteAction(kind, target, isConditional: when is not null || known is not null, item);
    }
}
