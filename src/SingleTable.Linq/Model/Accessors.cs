using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model;

/// <summary>Untyped access to properties, compiled once for each property.</summary>
internal static class Accessors
{
    private static readonly ConcurrentDictionary<Type, object?> s_defaults = new();

    public static Func<object, object?> Getter(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), entity).Compile();
    }

    public static Action<object, object?> Setter(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        // A private setter of a base type shows on the property of that type only.
        var settable = (PropertyInfo)Construction.SetterOf(property)!;
        var target = Expression.Property(Expression.Convert(entity, settable.DeclaringType!), settable);
        return Expression.Lambda<Action<object, object?>>(
            Expression.Assign(target, Expression.Convert(value, property.PropertyType)), entity, value).Compile();
    }

    /// <summary>The same for a property without a setter, by the field that the compiler made for it; where there is none, the value stays.</summary>
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
        type.IsValueType ? s_defaults.GetOrAdd(type, RuntimeHelpers.GetUninitializedObject) : null;
}
