using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>Reads the calls on an update's builder into changes of known attributes, and refuses what cannot be.</summary>
internal static class UpdateReader
{
    public static List<UpdateChange> Read(EntityModel entity, UpdateOperations operations)
    {
        var all = operations.All;
        var changes = new List<UpdateChange>(all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            var change = Read(entity, all[i]);
            RefuseTwice(entity, changes, change);
            changes.Add(change);
        }

        if (changes.TrueForAll(c => c.Kind == UpdateKind.Given) && !(operations.IsTouch && ChangesByItself(entity)))
        {
            throw WriteErrors.Empty(entity, operations.IsTouch);
        }

        return changes;
    }

    // With each update, whatever it says.
    private static bool ChangesByItself(EntityModel entity) =>
        entity.Version is not null || entity.Lifetime is { IsSliding: true } || entity.Properties.Any(p => p.OnUpdate is not null);

    private static void RefuseTwice(EntityModel entity, List<UpdateChange> changes, UpdateChange change)
    {
        foreach (var other in changes)
        {
            if (other.Kind == UpdateKind.Given == (change.Kind == UpdateKind.Given) && Overlap(other.Path, change.Path))
            {
                throw WriteErrors.Twice(entity, change.Path);
            }
        }
    }

    private static UpdateChange Read(EntityModel entity, UpdateOperation operation)
    {
        var path = Resolve(entity, operation.Path);
        var property = path.Property;
        if (property.Index >= entity.Properties.Length || entity.Properties[property.Index] != property)
        {
            throw WriteErrors.Derived(entity, property);
        }

        if (property.IsKey || property.IsTenant)
        {
            throw WriteErrors.KeyProperty(entity, property);
        }

        if (operation.Kind == UpdateKind.Given)
        {
            return path.IsWholeProperty ? new UpdateChange(UpdateKind.Given, path, Fit(entity, path, operation.Value)) : throw WriteErrors.NotWhole(entity, path, operation.Kind);
        }

        if (property.IsSealed)
        {
            throw WriteErrors.Sealed(entity, property);
        }

        return operation.Kind switch
        {
            UpdateKind.Set => Set(entity, path, operation),
            UpdateKind.Remove => Remove(entity, path, operation),
            UpdateKind.SetIfNotExists when operation.Value is null => throw WriteErrors.NullValue(entity, path),
            UpdateKind.SetIfNotExists => new UpdateChange(operation.Kind, path, Fit(entity, path, operation.Value)),
            UpdateKind.Add or UpdateKind.Subtract => Number(entity, path, operation),
            UpdateKind.AddToSet or UpdateKind.RemoveFromSet => Elements(entity, path, operation),
            UpdateKind.Append or UpdateKind.Prepend => new UpdateChange(operation.Kind, path, List(entity, path, operation, (Array)operation.Value!)),
            UpdateKind.RemoveAt => RemoveAt(entity, path, operation),
            UpdateKind.Insert => Insert(entity, path, operation, (InsertedElements)operation.Value!),
            UpdateKind.Compute => Compute(entity, path, operation),
            _ => throw new System.Diagnostics.UnreachableException($"{operation.Kind}"),
        };
    }

    /// <summary>The attribute that a lambda names. A plain property needs no look at the tree's values.</summary>
    private static AttributeOperand Resolve(EntityModel entity, LambdaExpression lambda)
    {
        if (OperandTranslator.Strip(lambda.Body) is MemberExpression { Expression: { } target } member
            && OperandTranslator.Strip(target) == lambda.Parameters[0] && entity.Find(member.Member) is { } property)
        {
            return AttributeOperand.Of(property);
        }

        using var fingerprint = QueryFingerprint.Of(lambda);
        var slotted = (LambdaExpression)SlotReplacer.Replace(lambda);
        var scope = new TranslationScope(entity, slotted.Parameters[0], new ValuePeek(fingerprint.CopyLeaves()));
        return OperandTranslator.TryAttribute(slotted.Body, scope) ?? throw WriteErrors.NoPath(entity, lambda);
    }

    private static UpdateChange Set(EntityModel entity, AttributeOperand path, UpdateOperation operation)
    {
        if (operation.Value is null)
        {
            return Remove(entity, path, operation);
        }

        var value = Fit(entity, path, operation.Value);
        return path.Mapping.IsEmptySet(value) ? new UpdateChange(UpdateKind.Remove, path, null) : new UpdateChange(UpdateKind.Set, path, value);
    }

    private static UpdateChange Remove(EntityModel entity, AttributeOperand path, UpdateOperation operation)
    {
        var isRemovable = path.IsWholeProperty
            ? path.Property.IsNullable
            : OperandTranslator.Strip(operation.Path.Body) is not MemberExpression { Member: PropertyInfo member } || Nullability.IsNullable(member);
        return isRemovable ? new UpdateChange(UpdateKind.Remove, path, null) : throw WriteErrors.NotNullable(entity, path);
    }

    private static UpdateChange Number(EntityModel entity, AttributeOperand path, UpdateOperation operation)
    {
        if (!UpdateValues.IsPlainNumber(path.Mapping))
        {
            throw WriteErrors.NotNumber(entity, path, operation.Kind);
        }

        return operation.Value is null
            ? throw WriteErrors.NullValue(entity, path)
            : new UpdateChange(operation.Kind, path, Fit(entity, path, operation.Value));
    }

    private static UpdateChange Compute(EntityModel entity, AttributeOperand path, UpdateOperation operation)
    {
        var (computed, value) = SetExpressionReader.Read(entity, path, (LambdaExpression)operation.Value!);
        return computed is null ? Set(entity, path, operation with { Kind = UpdateKind.Set, Value = value }) : new UpdateChange(UpdateKind.Compute, path, computed);
    }

    private static UpdateChange RemoveAt(EntityModel entity, AttributeOperand path, UpdateOperation operation) => path.Mapping is IListMapping list
        ? new UpdateChange(UpdateKind.Remove, new AttributeOperand(path.Property, path.Steps.Add(new PathStep(null, "", (int)operation.Value!)), list.Element), null)
        : throw WriteErrors.NotList(entity, path, operation.Kind);

    private static UpdateChange Insert(EntityModel entity, AttributeOperand path, UpdateOperation operation, InsertedElements inserted)
    {
        _ = List(entity, path, operation, inserted.Elements);
        return path.IsWholeProperty ? new UpdateChange(operation.Kind, path, inserted) : throw WriteErrors.NotWhole(entity, path, operation.Kind);
    }

    private static object List(EntityModel entity, AttributeOperand path, UpdateOperation operation, Array elements)
    {
        if (path.Mapping is not IListMapping mapping)
        {
            throw WriteErrors.NotList(entity, path, operation.Kind);
        }

        try
        {
            return mapping.ListOf(elements);
        }
        catch (InvalidCastException e)
        {
            throw WriteErrors.ValueType(entity, path, elements.GetType(), e);
        }
    }

    private static UpdateChange Elements(EntityModel entity, AttributeOperand path, UpdateOperation operation)
    {
        if (!path.IsWholeProperty)
        {
            throw WriteErrors.NotWhole(entity, path, operation.Kind);
        }

        if (path.Mapping is not ISetMapping mapping)
        {
            throw WriteErrors.NotSet(entity, path, operation.Kind);
        }

        try
        {
            return new UpdateChange(operation.Kind, path, mapping.SetOf((Array)operation.Value!));
        }
        catch (InvalidCastException e)
        {
            throw WriteErrors.ValueType(entity, path, ((IEnumerable)operation.Value!).GetType(), e);
        }
    }

    private static object? Fit(EntityModel entity, AttributeOperand path, object? value) =>
        value is null ? null : UpdateValues.Fit(value, path.Mapping) ?? throw WriteErrors.ValueType(entity, path, value.GetType());

    // DynamoDB refuses two paths in one update of which one leads through the other.
    private static bool Overlap(AttributeOperand a, AttributeOperand b)
    {
        if (a.Property != b.Property)
        {
            return false;
        }

        var common = Math.Min(a.Steps.Length, b.Steps.Length);
        return a.Steps.AsSpan(0, common).SequenceEqual(b.Steps.AsSpan(0, common));
    }
}
