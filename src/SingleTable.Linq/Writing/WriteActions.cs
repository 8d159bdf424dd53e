using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>The entry to this stage: what a caller asks for becomes a write that is checked and complete, before anything is sent.</summary>
internal static class WriteActions
{
    /// <param name="scope">The scope.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="source">The new item.</param>
    /// <param name="ids">When it leaves its id in the item.</param>
    /// <param name="items">Where a plain item lives; null for memory of its own.</param>
    public static WriteAction Create(
        ExecutionScope scope, EntityModel entity, object source, WriteIdUse ids = WriteIdUse.None, PooledItems? items = null)
    {
        entity = EntityValues.TypeOf(entity, source);
        if (entity.PlainWriter is { } plain)
        {
            return PlainItem(scope, entity, WriteKind.Create, plain, source, WriteId.For(ids, isConditional: true), items);
        }

        var values = EntityValues.Read(scope, entity, source);
        EntityValues.RefuseSealed(entity, values);
        return WholeItem(scope, entity, WriteKind.Create, source, values, null, ids: ids);
    }

    /// <summary>A put; of an entity with a version a new item or the replacement of that version.</summary>
    public static WriteAction Put(
        ExecutionScope scope, EntityModel entity, object source, LambdaExpression? when, WriteIdUse ids = WriteIdUse.None, PooledItems? items = null)
    {
        entity = EntityValues.TypeOf(entity, source);
        if (when is null && entity.PlainWriter is { } plain)
        {
            return PlainItem(scope, entity, WriteKind.Put, plain, source, WriteId.For(ids, isConditional: false), items);
        }

        return WholeItem(scope, entity, WriteKind.Put, source, EntityValues.Read(scope, entity, source), when, ids: ids);
    }

    /// <summary>A put that must not replace anything.</summary>
    public static WriteAction PutNew(ExecutionScope scope, EntityModel entity, object source)
    {
        entity = EntityValues.TypeOf(entity, source);
        return WholeItem(scope, entity, WriteKind.Create, source, EntityValues.Read(scope, entity, source), null);
    }

    /// <summary>A put that must replace what is known.</summary>
    public static WriteAction Replace(ExecutionScope scope, EntityModel entity, object source, LambdaExpression? when, ItemState known)
    {
        entity = EntityValues.TypeOf(entity, source);
        return WholeItem(scope, entity, WriteKind.Put, source, EntityValues.Read(scope, entity, source), when, known.Unchanged(), replaced: known);
    }

    public static WriteAction Upsert(ExecutionScope scope, EntityModel entity, object source)
    {
        entity = EntityValues.TypeOf(entity, source);
        var values = EntityValues.Read(scope, entity, source);
        EntityValues.RefuseSealed(entity, values);
        var context = EntityValues.GenerationContext(scope, entity);
        var kept = entity.Properties
            .Where(p => p.OnCreate is not null && p.OnUpdate is null && !p.IsKey && p.IsUnset(values[p.Index])).ToHashSet();
        if (entity.Lifetime is { } lifetime && (Lifetimes.IsFromCreation(entity) || (lifetime.Duration is { } duration && kept.Contains(duration))))
        {
            kept.Add(lifetime.Moment);
        }

        foreach (var property in entity.Properties)
        {
            if (property.OnUpdate is { } generator && !property.IsKey)
            {
                values[property.Index] = EntityValues.Generate(entity, property, generator, context);
            }
        }

        EntityValues.GenerateForCreate(entity, values, context);
        Lifetimes.Begin(entity, values, context.UtcNow);
        EntityValidation.Check(entity, values, source);
        var target = BoundTarget.OfValues(scope, entity, values, null);

        // Written for its size alone: as an update it could be refused only by the service.
        ItemJson.Write(entity, target.Key, values, SystemAttributes.Of(entity, values, scope.Tenant, context.UtcNow));
        return new WriteAction(
            WriteKind.Upsert, target, isConditional: false, update: UpdateComposer.Upsert(scope, entity, values, context, kept));
    }

    public static WriteAction Update(ExecutionScope scope, BoundTarget target, UpdateOperations operations, WriteIdUse ids = WriteIdUse.None) =>
        Update(target, UpdateComposer.Update(scope, target, operations), ids);

    public static WriteAction Update(BoundTarget target, ItemUpdate update, WriteIdUse ids)
    {
        if (update.Missing is { } missing)
        {
            throw missing;
        }

        // An update that finds an item is content to be done again; only a condition can be undone by the update itself.
        var isConditional = target.IsConditional || update.IsGuarded;
        (update.BulkId, update.NeedsToken) = (target.BulkId, NeedsToken(update, target));
        var writeId = target.BulkId is null && !update.NeedsToken ? WriteId.For(ids, isConditional) : null;
        Leave(update, writeId);
        if (target.BulkId is { } bulkId)
        {
            update.Add(new SystemChange(UpdateKind.Set, target.Entity.Table.BulkAttribute, new TextValue("S", bulkId)));
        }

        return new WriteAction(WriteKind.Update, target, isConditional: true, update: update) { WriteId = writeId };
    }

    /// <summary>Whether it would be done twice when it is sent again after a lost reply.</summary>
    public static bool NeedsToken(ItemUpdate update, BoundTarget target) =>
        update is { IsRepeatable: false, IsAtLeastOnce: false } && target.Version is null && target.BulkId is null;

    /// <summary>Without a condition a deletion is content that there is no item; where it can be taken back it is an update.</summary>
    public static WriteAction Delete(ExecutionScope scope, BoundTarget target) => target.Entity.SoftDelete is null
        ? new(WriteKind.Delete, target, target.IsConditional)
        : Mark(WriteKind.Delete, target, UpdateComposer.Mark(scope, target, scope.Time.GetUtcNow()), WriteIdUse.None);

    public static WriteAction Purge(BoundTarget target) => new(WriteKind.Purge, target with { SeesDeleted = true }, target.IsConditional);

    /// <summary>The same item, which must be deleted.</summary>
    public static BoundTarget Deleted(BoundTarget target) =>
        target.If(Predicates.Not(new IsNullPredicate(new AttributeOperand(target.Entity.SoftDelete!.Property))), target.Version) with { SeesDeleted = true };

    /// <summary>A deletion that can be taken back, or that is.</summary>
    public static WriteAction Mark(WriteKind kind, BoundTarget target, ItemUpdate update, WriteIdUse ids)
    {
        if (update.Missing is { } missing)
        {
            throw WriteErrors.MarkUnloaded(kind, missing, target.Entity);
        }

        var writeId = WriteId.For(ids, isConditional: true);
        Leave(update, writeId);
        update.MayBeAbsent = kind == WriteKind.Delete && !target.IsConditional;
        return new WriteAction(kind, target, isConditional: true, update: update) { WriteId = writeId };
    }

    public static WriteAction Check(BoundTarget target) => new(WriteKind.Check, target, isConditional: true);

    private static WriteAction PlainItem(
        ExecutionScope scope, EntityModel entity, WriteKind kind, ItemWriter writer, object source, string? writeId, PooledItems? items)
    {
        using var output = DynamoJsonWriter.Rent();
        ItemJson.Write(scope, entity, writer, source, output, writeId);
        return new WriteAction(kind, entity, items?.Copy(output.Written) ?? output.Written.ToArray()) { WriteId = writeId };
    }

    private static WriteAction WholeItem(
        ExecutionScope scope, EntityModel entity, WriteKind kind, object source, object?[] values, LambdaExpression? when, Predicate? known = null, WriteIdUse ids = WriteIdUse.None,
        ItemState? replaced = null)
    {
        if (entity.IsDeleted(values))
        {
            throw WriteErrors.DeletedByHand(entity);
        }

        var now = EntityValues.GenerateForCreate(scope, entity, values);
        Lifetimes.Begin(entity, values, now);
        long? version = null;
        if (entity.Version is { } property)
        {
            var held = Versions.Of(property, values);
            kind = kind == WriteKind.Put && held == 0 && when is null && known is null ? WriteKind.Create : kind;
            version = kind == WriteKind.Put ? held : null;
            values[property.Index] = Versions.Number(property, (version ?? 0) + 1);
        }

        // Before the key is made, whose errors name only one property.
        EntityValidation.Check(entity, values, source);
        var target = BoundTarget.OfValues(scope, entity, values, when);
        target = version is { } stored ? target.IfVersion(entity.Version!, stored) : target;
        target = known is null ? target : target.If(known, version) with
        {
            SeesDeleted = replaced is { IsDeleted: true }, Replaced = when is null && entity.Version is null ? replaced?.Entity : null,
        };
        var writeId = entity.HasCompanions ? null : WriteId.For(ids, kind == WriteKind.Create || target.IsConditional);
        var item = ItemJson.Write(entity, target.Key, values, SystemAttributes.Of(entity, values, scope.Tenant, now, writeId));
        return new WriteAction(kind, target, target.IsConditional, item) { WriteId = writeId };
    }

    private static void Leave(ItemUpdate update, string? writeId)
    {
        if (writeId is not null)
        {
            update.Add(new SystemChange(UpdateKind.Set, update.Entity.Table.WriteIdAttribute, new TextValue("S", writeId)));
        }
    }
}
