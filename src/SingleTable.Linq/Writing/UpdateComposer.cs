using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Writing;

/// <summary>Completes an update: generated values, index keys, time to live.</summary>
internal static class UpdateComposer
{
    public static ItemUpdate Update(ExecutionScope scope, BoundTarget target, UpdateOperations operations)
    {
        var entity = target.Entity;
        var update = new ItemUpdate(entity) { IsAtLeastOnce = operations.IsAtLeastOnce, OnMissing = operations.OnMissing ?? entity.OnMissing };
        var given = AddChanges(update, target, operations);
        Raise(update);
        Generate(scope, update);
        EntityValidation.Check(scope, target, update.Changes, operations.Difference);
        if (entity is { Lifetime: null, Expiry: null, Keys.Length: 1, IndexedProperties.IsEmpty: true })
        {
            return update;
        }

        var view = new ItemView(update, target, given, scope.Tenant);
        Lifetimes.Renew(scope, update, view);
        return Followed(update, view);
    }

    // What the caller does; gives what he says that the item holds.
    private static Dictionary<PropertyModel, object?>? AddChanges(ItemUpdate update, BoundTarget target, UpdateOperations operations)
    {
        if (operations.Difference is { } difference)
        {
            foreach (var change in difference.Changes)
            {
                update.Add(change);
                update.RequirePlace(change.Path);
            }

            return null;
        }

        var changes = UpdateReader.Read(target.Entity, operations);
        if (!changes.Exists(static c => c.Kind is UpdateKind.Given or UpdateKind.Insert))
        {
            update.Take(changes);
            return null;
        }

        Dictionary<PropertyModel, object?>? given = null;
        foreach (var change in changes.OrderBy(c => c.Kind != UpdateKind.Given))
        {
            if (change.Kind == UpdateKind.Given)
            {
                (given ??= [])[change.Path.Property] = change.Value;
                update.Guard(change.Path.Property, change.Value);
            }
            else if (change.Kind == UpdateKind.Insert)
            {
                Insert(update, target, given, change);
            }
            else
            {
                update.Add(change);
            }
        }

        return given;
    }

    /// <summary>Refuses what is not valid, whatever the item is: for updates that read it first, and for moves.</summary>
    public static void Check(ExecutionScope scope, BoundTarget target, UpdateOperations operations)
    {
        var changes = operations.Difference?.Changes ?? UpdateReader.Read(target.Entity, operations);
        if (target.Entity.Validation is null)
        {
            return;
        }

        var update = new ItemUpdate(target.Entity);
        foreach (var change in changes.Where(c => c.Kind != UpdateKind.Given))
        {
            update.Add(change);
        }

        Generate(scope, update);
        EntityValidation.Check(scope, target, update.Changes, operations.Difference);
    }

    /// <summary>
    /// Marks an item as deleted at a moment, or as not deleted; nothing else changes, and nothing is generated. What indexes need and is not known is in
    /// <see cref="ItemUpdate.Missing"/>.
    /// </summary>
    public static ItemUpdate Mark(ExecutionScope scope, BoundTarget target, DateTimeOffset? moment)
    {
        var update = new ItemUpdate(target.Entity) { OnMissing = MissingValues.Read };
        var path = new Translation.AttributeOperand(target.Entity.SoftDelete!.Property);
        update.Add(new UpdateChange(moment is null ? UpdateKind.Remove : UpdateKind.Set, path, moment));
        Raise(update);
        return Followed(update, new ItemView(update, target, given: null, scope.Tenant));
    }

    private static void Raise(ItemUpdate update)
    {
        if (update.Entity.Version is { } version)
        {
            update.Add(new UpdateChange(UpdateKind.Add, Translation.AttributeOperand.Of(version), Versions.Number(version, 1)));
        }
    }

    // What is made of the properties that change.
    private static ItemUpdate Followed(ItemUpdate update, ItemView view)
    {
        var entity = update.Entity;
        IndexedValues.Check(update);
        for (var i = 1; i < entity.Keys.Length; i++)
        {
            if (!entity.Keys[i].IsNative)
            {
                IndexImpact.Apply(entity.Keys[i], update, view);
            }
        }

        if (entity.Expiry is var (property, later) && update.ChangeOf(property) is { } expiry)
        {
            if (expiry.Kind is UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.Remove)
            {
                update.Add(Expiry(entity, expiry.Kind, expiry.Value, later));
            }
            else if (view.TryAfter(property, out var after))
            {
                update.Add(Expiry(entity, UpdateKind.Set, after, later));
            }
            else
            {
                update.Lack(WriteErrors.ExpiryOperation(entity, property));
            }
        }

        return update;
    }

    // DynamoDB cannot do it, so that the list becomes another, on the condition that it is still the one that was known.
    private static void Insert(ItemUpdate update, BoundTarget target, Dictionary<PropertyModel, object?>? given, UpdateChange change)
    {
        var property = change.Path.Property;
        object? list = null;
        if (given?.TryGetValue(property, out list) != true)
        {
            if (!target.IsLoaded)
            {
                update.Lack(WriteErrors.InsertUnloaded(target.Entity, change.Path));
                return;
            }

            list = target.Values[property.Index];
            update.Guard(property, list);
        }

        var (index, elements) = (InsertedElements)change.Value!;
        update.Add(index <= ((System.Collections.IEnumerable?)list)?.Cast<object?>().Count() || index == 0
            ? new UpdateChange(UpdateKind.Set, change.Path, UpdateValues.Inserted((Materialization.IListMapping)change.Path.Mapping, list, index, elements))
            : throw WriteErrors.InsertIndex(target.Entity, change.Path));
    }

    /// <summary>Sets every stored property. What is generated on create and was left unset stays as the item has it.</summary>
    public static ItemUpdate Upsert(ExecutionScope scope, EntityModel entity, object?[] values, GenerationContext context, IReadOnlySet<PropertyModel> kept)
    {
        var update = new ItemUpdate(entity) { KeepsExpiry = entity.Lifetime is { } lifetime && kept.Contains(lifetime.Moment) };
        foreach (var stored in entity.Properties)
        {
            update.Add(new UpdateChange(
                ItemJson.IsAbsent(stored, values[stored.Index]) ? UpdateKind.Remove : kept.Contains(stored) ? UpdateKind.SetIfNotExists : UpdateKind.Set,
                new Translation.AttributeOperand(stored), values[stored.Index]));
        }

        var type = SystemAttributes.Type(entity, scope.Tenant);
        update.Add(new SystemChange(UpdateKind.Set, type.Name, type.Value));
        if (entity.Table.TypeIndex is { } typeIndex)
        {
            var created = SystemAttributes.Created(typeIndex, context.UtcNow);
            update.Add(new SystemChange(UpdateKind.SetIfNotExists, created.Name, created.Value));
        }

        foreach (var key in entity.Keys.Skip(1).Where(k => !k.IsNative))
        {
            if (key.Inputs.FirstOrDefault(kept.Contains) is { } unknown)
            {
                throw WriteErrors.UpsertIndex(entity, unknown, key);
            }

            IndexImpact.Write(key, update, values, SystemAttributes.IsLeftOut(key, values));
        }

        if (entity.Expiry is var (property, later))
        {
            var kind = kept.Contains(property) ? UpdateKind.SetIfNotExists : UpdateKind.Set;
            update.Add(Expiry(entity, kind, values[property.Index], later));
        }

        return update;
    }

    private static SystemChange Expiry(EntityModel entity, UpdateKind kind, object? value, TimeSpan later) =>
        SystemAttributes.Expiry(value, later) is { } expiry
            ? new SystemChange(kind, entity.Table.TimeToLiveAttribute!, expiry)
            : new SystemChange(UpdateKind.Remove, entity.Table.TimeToLiveAttribute!, null);

    private static void Generate(ExecutionScope scope, ItemUpdate update)
    {
        var entity = update.Entity;
        GenerationContext? context = null;
        foreach (var property in entity.Properties)
        {
            if (property.OnUpdate is not { } generator || property.IsKey || update.Touches(property))
            {
                continue;
            }

            context ??= EntityValues.GenerationContext(scope, entity);
            var value = EntityValues.Generate(entity, property, generator, context);
            var kind = ItemJson.IsAbsent(property, value) ? UpdateKind.Remove : UpdateKind.Set;
            update.Add(new UpdateChange(kind, Translation.AttributeOperand.Of(property), value));
        }
    }
}
