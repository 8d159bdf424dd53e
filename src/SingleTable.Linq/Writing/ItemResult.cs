using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Makes entities of the items that writes know or get back.</summary>
internal static class ItemResult
{
    /// <param name="scope">The scope.</param>
    /// <param name="entity">What it may be.</param>
    /// <param name="item">The item.</param>
    /// <param name="source">An entity whose texts the item mostly has, so that they need not be made again; null for none.</param>
    /// <param name="values">The same as values by the index of the property of <paramref name="entity"/>.</param>
    /// <returns>The entity, or null when the item is of another type or tenant.</returns>
    public static object? TryRead(ExecutionScope scope, EntityModel entity, ReadOnlySpan<byte> item, object? source = null, object?[]? values = null) =>
        TryRead(scope, entity, new DynamoJsonReader(item), source, values);

    /// <summary>The same of an item that a reader stands at.</summary>
    public static object? TryRead(ExecutionScope scope, EntityModel entity, DynamoJsonReader item, object? source = null, object?[]? values = null)
    {
        var concrete = entity.Concrete;
        for (var i = 0; i < concrete.Length; i++)
        {
            var reader = item;
            var frame = new ItemFrame();
            var type = concrete[i];
            var memos = source is not null ? Memos(type, source) : values is not null && type == entity ? Memos(type, values) : null;
            try
            {
                if (type.Reader.ReadBoxed(ref reader, scope.TypeValue(type), ref frame, memos ?? type.Reader.NoMemos, out var result) == ReadOutcome.Read)
                {
                    return result;
                }
            }
            finally
            {
                if (memos is not null)
                {
                    StringMemo.Return(memos);
                }
            }
        }

        return null;
    }

    private static StringMemo[]? Memos(EntityModel type, object source)
    {
        if (!type.ClrType.IsInstanceOfType(source))
        {
            return null;
        }

        var memos = StringMemo.Rent(type.Properties.Length);
        foreach (var property in type.Properties)
        {
            memos[property.Index] = property.ClrType == typeof(string) ? StringMemo.Of((string?)property.Get(source)) : StringMemo.Disabled;
        }

        return memos;
    }

    private static StringMemo[] Memos(EntityModel type, object?[] values)
    {
        var memos = StringMemo.Rent(type.Properties.Length);
        foreach (var property in type.Properties)
        {
            memos[property.Index] = property.Index < values.Length ? StringMemo.Of(values[property.Index] as string) : StringMemo.Disabled;
        }

        return memos;
    }

    /// <summary>The same for the item that came with a failed condition, which the SDK has taken apart already; null also when it is hidden.</summary>
    public static object? TryReadCurrent(ExecutionScope scope, EntityModel entity, Dictionary<string, AttributeValue>? item, bool seesDeleted = false)
    {
        var current = TryRead(scope, entity, item);
        return current is not null && entity.IsHidden(current, seesDeleted, scope.Time) ? null : current;
    }

    /// <summary>The same, whether it is hidden or not.</summary>
    public static object? TryRead(ExecutionScope scope, EntityModel entity, Dictionary<string, AttributeValue>? item)
    {
        if (item is null or { Count: 0 })
        {
            return null;
        }

        return TryRead(scope, entity, Json(item).Span);
    }

    /// <summary>An item that the SDK has taken apart, in DynamoDB JSON.</summary>
    public static ReadOnlyMemory<byte> Json(Dictionary<string, AttributeValue> item)
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        foreach (var (name, value) in item)
        {
            writer.WritePropertyName(name);
            SdkAttributeValue.Write(writer, value);
        }

        writer.WriteEndObject();
        return writer.Written.ToArray();
    }
}
