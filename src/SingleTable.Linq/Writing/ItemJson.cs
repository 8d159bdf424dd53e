using SingleTable.Linq.Execution;
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

    /// <summary>Writes the item of an entity of which nothing has to be known.</summary>
    /// <returns>How many bytes it takes up to the end of its key.</returns>
    public static int Write(ExecutionScope scope, EntityModel entity, ItemWriter writer, object source, DynamoJsonWriter output, string? writeId)
    {
        scope.RequireTenant(entity);
        EntityValues.CheckTenant(scope, entity, source);
        var start = output.Length;
        var keyLength = writer.Write(output, source, new ItemHeader(scope.TypeValue(entity), scope.Tenant, scope.Time, writeId));
        ItemSize.Check(entity, output.Written[start..]);
        return keyLength;
    }

    /// <summary>How many bytes of an item there are up to the end of its key, with which it begins.</summary>
    public static int KeyLength(ReadOnlySpan<byte> item)
    {
        var reader = new DynamoJsonReader(item);
        reader.BeginObject();
        reader.NextName(out _);
        reader.Skip();
        reader.NextName(out _);
        reader.Skip();
        return reader.Position;
    }

    /// <summary>The key of an item, with which it begins.</summary>
    public static ItemKey KeyOf(ReadOnlySpan<byte> item)
    {
        var reader = new DynamoJsonReader(item);
        reader.BeginObject();
        return new ItemKey(Text(ref reader), Text(ref reader));

        static ReadOnlySpan<byte> Text(ref DynamoJsonReader reader)
        {
            reader.NextName(out _);
            reader.BeginValue();
            var text = reader.ReadString();
            reader.EndValue();
            return text;
        }
    }

    /// <summary>Whether a value is stored by leaving its attribute out.</summary>
    public static bool IsAbsent(PropertyModel property, object? value) => value is null || property.Mapping.IsEmptySet(value);

    private static void WriteItem(DynamoJsonWriter writer, EntityModel entity, ItemKey key, object?[] values, List<SystemAttribute> system)
    {
        writer.WriteStartObject();
        writer.WriteAttribute(entity.Table.KeyNames.Partition, key.PartitionText);
        writer.WriteAttribute(entity.Table.KeyNames.Sort, key.SortText);
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
