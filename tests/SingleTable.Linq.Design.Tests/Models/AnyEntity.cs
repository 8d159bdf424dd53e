using System.Reflection;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Design.Tests.Models;

/// <summary>Makes an entity of any model, with something in all of its properties that can be in a key.</summary>
internal static class AnyEntity
{
    public static object Of(EntitySchema entity, string tag)
    {
        var made = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        foreach (var property in entity.Properties)
        {
            for (var type = entity.ClrType; type is not null; type = type.BaseType)
            {
                if (type.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is { } field && Value(property.ClrType, tag) is { } value)
                {
                    field.SetValue(made, value);
                    break;
                }
            }
        }

        return made;
    }

    private static object? Value(Type type, string tag)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return tag;
        if (type == typeof(Guid)) return new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        if (type == typeof(DateTime)) return DateTime.UnixEpoch;
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.UnixEpoch;
        if (type == typeof(DateOnly)) return new DateOnly(2026, 1, 1);
        if (type == typeof(byte[])) return new byte[] { 1 };
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        return type.IsPrimitive && type != typeof(char) && type != typeof(bool) ? Convert.ChangeType(1, type, null) : null;
    }
}
