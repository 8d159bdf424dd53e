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
        var given = new Dictionary<PropertyModel, object?>();
        var changes = operations.Difference ?? UpdateReader.Read(entity, operations.All);
        foreach (var change in GivenFirst(changes))
        {
            if (change.Kind == UpdateKind.Given)
            {
                given[change.Path.Property] = change.Value;
                update.Guard(change.Path.Property, change.Value);
            }
            else if (change.Kind == UpdateKind.Insert)
            {
                Insert(update, target, given, change);
            }
            else
            {
                update.Add(change);
                if (operations.Difference is not null)
                {
                    update.RequirePlace(change.Path);
                }
            }
        }

        if (entity.Version is { } version)
        {
            update.Add(new UpdateChange(UpdateKind.Add, new Translation.AttributeOperand(version), Versions.Number(version, 1)));
        }

        Generate(scope, update);
        var view = new ItemView(update, target, given, scope.Tenant);
        Lifetimes.Renew(scope, update, view);
        IndexedValues.Check(update);
        foreach (var key in entity.Keys.Skip(1).Where(k => !k.IsNative))
        {
            IndexImpact.Apply(key, update, view);
        }

        if (entity.TimeToLive is { } timeToLive && update.ChangeOf(timeToLive) is { } expiry)
        {
            if (expiry.Kind is UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.Remove)
            {
                update.Add(Expiry(entity, expiry.Kind, expiry.Value));
            }
            else if (view.TryAfter(timeToLive, out var after))
            {
                update.Add(Expiry(entity, UpdateKind.Set, after));
            }
            else
            {
                update.Lack(WriteErrors.ExpiryOperation(entity, timeToLive));
            }
        }

        return update;
    }

    private static IEnumerable<UpdateChange> GivenFirst(IReadOnlyList<UpdateChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Kind == UpdateKind.Given)
            {
                return changes.OrderBy(c => c.Kind != UpdateKind.Given);
            }
        }

        return changes;
    }

    // DynamoDB cannot do it, so that the list becomes another, on the condition that it is still the one that was known.
    private static void Insert(ItemUpdate update, BoundTarget target, Dictionary<PropertyModel, object?> given, UpdateChange change)
    {
        var property = change.Path.Property;
        if (!given.TryGetValue(property, out var list))
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
        var update = new ItemUpdate(entity);
        foreach (var property in entity.Properties)
        {
            update.Add(new UpdateChange(
                ItemJson.IsAbsent(property, values[property.Index]) ? UpdateKind.Remove : kept.Contains(property) ? UpdateKind.SetIfNotExists : UpdateKind.Set,
                new Translation.AttributeOperand(property), values[property.Index]));
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

        if (entity.TimeToLive is { } timeToLive)
        {
            var kind = kept.Contains(timeToLive) ? UpdateKind.SetIfNotExists : UpdateKind.Set;
            update.Add(Expiry(entity, kind, values[timeToLive.Index]));
        }

        return update;
    }

    private static SystemChange Expiry(EntityModel entity, UpdateKind kind, object? value) =>
        SystemAttributes.Expiry(value) is { } expiry
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
            update.Add(new UpdateChange(kind, new Translation.AttributeOperand(property), value));
        }
    }
}
