using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>
/// The stored values of an entity, by the index of their property. A table beside the entity, because the tenant and generated values are not written
/// into the caller's object.
/// </summary>
internal static class EntityValues
{
    /// <summary>What an object is stored as: of an entity with derived types, the one of its own type.</summary>
    public static EntityModel TypeOf(EntityModel entity, object source) => entity.Concrete is [var only] && only == entity
        ? entity
        : Concrete(entity, source.GetType());

    // Apart, because its closure would be made for entities of one type too.
    private static EntityModel Concrete(EntityModel entity, Type type) =>
        entity.Concrete.FirstOrDefault(c => c.ClrType == type) ?? throw WriteErrors.UnknownType(entity, type);

    /// <summary>The values as they are, the tenant from the scope.</summary>
    public static object?[] Read(ExecutionScope scope, EntityModel entity, object source)
    {
        scope.RequireTenant(entity);
        var values = new object?[entity.Properties.Length];
        foreach (var property in entity.Properties)
        {
            var value = property.Get(source);
            values[property.Index] = property.IsTenant ? Tenant(scope, entity, value) : value;
        }

        return values;
    }

    /// <summary>The values of its key as a search by key takes them: in the order of the key's templates, without the tenant.</summary>
    public static object?[] KeyOf(ExecutionScope scope, EntityModel entity, object source)
    {
        var values = Read(scope, TypeOf(entity, source), source);
        return [.. entity.Key.Slots.Where(s => !s.IsTenant).Select(s => values[s.Index])];
    }

    /// <summary>The same for an entity of which nothing may be generated.</summary>
    /// <returns>The time of the write.</returns>
    public static DateTimeOffset GenerateForCreate(ExecutionScope scope, EntityModel entity, object?[] values)
    {
        if (!entity.GeneratesOnCreate)
        {
            return scope.Time.GetUtcNow();
        }

        var context = GenerationContext(scope, entity);
        GenerateForCreate(entity, values, context);
        return context.UtcNow;
    }

    /// <summary>Fills what is generated for a new item: what the caller left unset.</summary>
    public static void GenerateForCreate(EntityModel entity, object?[] values, GenerationContext context)
    {
        foreach (var property in entity.Properties)
        {
            if (property.OnCreate is { } generator && property.IsUnset(values[property.Index]))
            {
                values[property.Index] = Generate(entity, property, generator, context);
            }
        }
    }

    public static GenerationContext GenerationContext(ExecutionScope scope, EntityModel entity) =>
        scope.Generation ?? new(entity.Name, scope.Time, scope.Tenant, scope.Context);

    public static object? Generate(EntityModel entity, PropertyModel property, ValueGenerator generator, GenerationContext context)
    {
        var value = generator is AsyncGenerator ? context.Awaited[property] : generator.Next(context, property.ClrType);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var fits = value is null ? property.IsNullable : type.IsInstanceOfType(value);
        return fits ? value : throw WriteErrors.GeneratedType(entity, property, value);
    }

    /// <summary>Only generators write sealed properties: a caller's value is refused, not dropped.</summary>
    public static void RefuseSealed(EntityModel entity, object?[] values)
    {
        foreach (var property in entity.Properties)
        {
            if (property.IsSealed && !property.IsUnset(values[property.Index]))
            {
                throw WriteErrors.Sealed(entity, property);
            }
        }
    }

    /// <summary>Refuses an entity of another tenant.</summary>
    public static void CheckTenant(ExecutionScope scope, EntityModel entity, object source)
    {
        if (entity.Tenant is { } tenant)
        {
            _ = Tenant(scope, entity, tenant.Get(source));
        }
    }

    private static string? Tenant(ExecutionScope scope, EntityModel entity, object? value) =>
        value is null or "" || (string)value == scope.Tenant ? scope.Tenant : throw WriteErrors.OtherTenant(entity);
}
