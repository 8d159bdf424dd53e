using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model;

/// <summary>Untyped access to properties: compiled once for each property, or by reflection where code cannot be generated.</summary>
internal static class Accessors
{
    private static readonly ConcurrentDictionary<Type, object?> s_defaults = new();

    public static Func<object, object?> Getter(PropertyInfo property)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return entity => property.GetValue(entity, BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        var entity = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), entity).Compile();
    }

    public static Action<object, object?> Setter(PropertyInfo property)
    {
        // A private setter of a base type shows on the property of that type only.
        var settable = (PropertyInfo)Construction.SetterOf(property)!;
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return (entity, value) => settable.SetValue(entity, value, BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var target = Expression.Property(Expression.Convert(entity, settable.DeclaringType!), settable);
        return Expression.Lambda<Action<object, object?>>(
            Expression.Assign(target, Expression.Convert(value, property.PropertyType)), entity, value).Compile();
    }

    /// <summary>The same for a property without a setter, by the field that the compiler made for it; where there is none, the value stays.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Kept.Justification)]
    public static Action<object, object?> AnySetter(PropertyInfo property)
    {
        if (Construction.SetterOf(property) is not null)
        {
            return Setter(property);
        }

        var field = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
        return field is null ? static (_, _) => { } : field.SetValue;
    }

    public static object? Default(Type type) =>
        type.IsValueType ? s_defaults.GetOrAdd(type, Zero) : null;

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A struct of zeros needs no constructor.")]
    private static object Zero(Type type) => RuntimeHelpers.GetUninitializedObject(type);
}
