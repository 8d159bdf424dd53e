using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>Asks what the model knows of valid values before anything is sent. An entity of which nothing is asked costs one look at its model.</summary>
internal static class EntityValidation
{
    /// <param name="entity">The entity.</param>
    /// <param name="values">The values that it will have, generated ones included.</param>
    /// <param name="source">The caller's object, which stays as it is.</param>
    public static void Check(EntityModel entity, object?[] values, object source)
    {
        if (entity.Validation is { } rules)
        {
            Refuse(entity, Whole(entity, rules, values, source));
        }
    }

    /// <summary>The same for an update: of what it sets, or of all where it is from one value of the entity to another.</summary>
    public static void Check(ExecutionScope scope, BoundTarget target, IReadOnlyList<UpdateChange> changes, Difference? difference)
    {
        var entity = target.Entity;
        if (entity.Validation is not { } rules)
        {
            return;
        }

        if (difference is null)
        {
            Refuse(entity, Update(entity, rules, changes, target.Values, target.IsLoaded));
            return;
        }

        var values = EntityValues.Read(scope, entity, difference.After);
        Apply(changes, values);
        Refuse(entity, [.. Whole(entity, rules, values, difference.After), .. Asked(entity, rules, changes)]);
    }

    /// <summary>The same for an update of many items, before any of them is known.</summary>
    public static void Check(EntityModel entity, IReadOnlyList<UpdateChange> changes)
    {
        if (entity.Validation is { } rules)
        {
            var generated = entity.Properties.Where(p => p is { OnUpdate: not null, IsKey: false } && !changes.Any(c => c.Path.Property == p))
                .Select(p => new UpdateChange(UpdateKind.Compute, new Translation.AttributeOperand(p), null));
            Refuse(entity, Update(entity, rules, [.. changes, .. generated], new object?[entity.Properties.Length], isLoaded: false));
        }
    }

    private static void Refuse(EntityModel entity, List<EntityValidationFailure> failures)
    {
        if (failures.Count > 0)
        {
            throw WriteErrors.Invalid([.. failures.Select(f => f with { Entity = entity.Name })]);
        }
    }

    // In the order of .NET's own validator: what reads several values may rely on each of them.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Kept.Justification)]
    private static List<EntityValidationFailure> Whole(EntityModel entity, ValidationModel rules, object?[] values, object source)
    {
        var instance = Filled(entity, source, values);
        List<EntityValidationFailure> failures = [];
        foreach (var property in rules.Properties)
        {
            Property(property, values[property.Property.Index], instance, knowsAll: true, failures);
        }

        if (failures.Count > 0)
        {
            return failures;
        }

        var context = new ValidationContext(instance);
        foreach (var attribute in rules.OfType)
        {
            Add(attribute.GetValidationResult(instance, context), failures);
        }

        foreach (var result in rules.IsValidatable ? ((IValidatableObject)instance).Validate(context) ?? [] : [])
        {
            Add(result, failures);
        }

        failures.AddRange(rules.Validators.SelectMany(v => v(instance) ?? []));
        return failures;
    }

    private static List<EntityValidationFailure> Update(
        EntityModel entity, ValidationModel rules, IReadOnlyList<UpdateChange> changes, object?[] known, bool isLoaded)
    {
        object? instance = null;
        List<EntityValidationFailure> failures = [];
        foreach (var change in changes)
        {
            if (IsKnown(change) && rules.Of(change.Path.Property) is { } property)
            {
                Property(property, Value(change), instance ??= Known(entity, known, changes), isLoaded, failures);
            }
        }

        failures.AddRange(Asked(entity, rules, changes));
        return failures;
    }

    private static IEnumerable<EntityValidationFailure> Asked(EntityModel entity, ValidationModel rules, IReadOnlyList<UpdateChange> changes)
    {
        if (rules.UpdateValidators.IsEmpty)
        {
            return [];
        }

        var changed = Changed(entity, changes);
        return rules.UpdateValidators.SelectMany(v => v(changed) ?? []);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Kept.Justification)]
    private static void Property(PropertyRules rules, object? value, object instance, bool knowsAll, List<EntityValidationFailure> failures)
    {
        var context = new ValidationContext(instance) { MemberName = rules.Property.Name };
        foreach (var attribute in rules.Attributes)
        {
            // One that compares with other properties has nothing to compare with where an update sets a few.
            if ((!knowsAll && attribute.RequiresValidationContext) || attribute.GetValidationResult(value, context) is not { } result)
            {
                continue;
            }

            failures.Add(new EntityValidationFailure(rules.Property.Name, Text(result)));
            if (attribute is RequiredAttribute)
            {
                return;
            }
        }
    }

    private static void Add(ValidationResult? result, List<EntityValidationFailure> failures)
    {
        if (result is null)
        {
            return;
        }

        string?[] members = [.. result.MemberNames];
        failures.AddRange((members.Length == 0 ? [null] : members).Select(m => new EntityValidationFailure(m, Text(result))));
    }

    private static string Text(ValidationResult result) => result.ErrorMessage ?? "It is not valid.";

    // The caller's object stays as it is: what differs, as a generated value does, is put into a copy.
    private static object Filled(EntityModel entity, object source, object?[] values)
    {
        object? copy = null;
        foreach (var property in entity.Properties)
        {
            if (!Equals(property.Get(source), values[property.Index]))
            {
                property.Set(copy ??= Copy(source), values[property.Index]);
            }
        }

        return copy ?? source;
    }

    // What is known of an item that is not: attributes are asked with the object that they are of.
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Kept.Justification)]
    private static object Known(EntityModel entity, object?[] known, IReadOnlyList<UpdateChange> changes)
    {
        var type = entity.ClrType.IsAbstract ? entity.Concrete[0] : entity;
        var instance = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        var values = (object?[])known.Clone();
        Apply(changes, values);
        foreach (var property in entity.Properties.Where(p => values[p.Index] is not null))
        {
            property.Set(instance, values[property.Index]);
        }

        return instance;
    }

    private static void Apply(IReadOnlyList<UpdateChange> changes, object?[] values)
    {
        foreach (var change in changes)
        {
            if (IsKnown(change))
            {
                values[change.Path.Property.Index] = Value(change);
            }
        }
    }

    private static Dictionary<string, ChangedValue> Changed(EntityModel entity, IReadOnlyList<UpdateChange> changes)
    {
        var changed = new Dictionary<string, ChangedValue>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.Path.Property != entity.Version)
            {
                changed.TryAdd(change.Path.Property.Name, IsKnown(change) ? new ChangedValue(true, Value(change)) : default);
            }
        }

        return changed;
    }

    private static bool IsKnown(UpdateChange change) =>
        change.Path.IsWholeProperty && change.Kind is UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.Remove;

    // A set that is not stored reads as an empty one.
    private static object? Value(UpdateChange change) =>
        change.Kind == UpdateKind.Remove && change.Path.Mapping is ISetMapping set ? set.CreateEmpty() : change.Value;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(MemberwiseClone))]
    private static extern object Copy(object source);
}
