using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>
/// Checks the properties that are themselves key attributes of an index. Nothing is written for such an index; but the service refuses the whole write for
/// an empty or too long value in one of them, even where the item is not on the index.
/// </summary>
internal static class IndexedValues
{
    public static void Check(EntityModel entity, object?[] values)
    {
        foreach (var (property, index) in entity.IndexedProperties)
        {
            if (!entity.Properties.Contains(property))
            {
                continue;
            }

            var value = values[property.Index];
            if (value is not null || (!property.IsNullable && entity.Keys.Any(k => k.Index == index)))
            {
                NativeKeyValue.Check(entity.Name, index, property, value);
            }
        }
    }

    public static void Check(ItemUpdate update)
    {
        foreach (var (property, index) in update.Entity.IndexedProperties)
        {
            if (update.ChangeOf(property) is { Kind: UpdateKind.Set or UpdateKind.SetIfNotExists, Value: { } value })
            {
                NativeKeyValue.Check(update.Entity.Name, index, property, value);
            }
        }
    }
}
