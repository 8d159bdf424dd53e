using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>
/// Writes a whole item as DynamoDB JSON: once, for its size, for every attempt to send it, and to read the stored entity back from.
/// </summary>
internal static class ItemJson
{
    public static byte[] Write(EntityModel entity, ItemKey key, object?[] values, List<SystemAttribute> system)
    {
        using var writer = DynamoJsonWriter.Rent();
        WriteItem(writer, entity, key, values, system);
        ItemSize.Check(entity, writer.Written);
        return writer.Written.ToArray();
    }

    /// <summary>Whether a value is stored by leaving its attribute out.</summary>
    public static bool IsAbsent(PropertyModel property, object? value) => value is null || property.Mapping.IsEmptySet(value);

    private static void WriteItem(DynamoJsonWriter writer, EntityModel entity, ItemKey key, object?[] values, List<SystemAttribute> system)
    {
        writer.WriteStartObject();
        Execution.RequestJson.WriteText(writer, entity.Table.PartitionKey, "S", key.Partition);
        Execution.RequestJson.WriteText(writer, entity.Table.SortKey, "S", key.Sort);
        foreach (var (name, value) in system)
        {
            if (name != entity.Table.PartitionKey && name != entity.Table.SortKey)
            {
                writer.WritePropertyName(name);
                value.Write(writer, default);
            }
        }

        foreach (var property in entity.Properties)
        {
            WriteProperty(writer, entity, property, values[property.Index]);
        }

        writer.WriteEndObject();
    }

    private static void WriteProperty(DynamoJsonWriter writer, EntityModel entity, PropertyModel property, object? value)
    {
        if (IsAbsent(property, value))
        {
            return;
        }

        writer.WritePropertyName(property.AttributeName);
        try
        {
            property.Mapping.WriteBoxed(writer, value);
        }
        catch (ItemFormatException e)
        {
            throw e.Within(property.AttributeName, entity.ClrType);
        }
    }
}
