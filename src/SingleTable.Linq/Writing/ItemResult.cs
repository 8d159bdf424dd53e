using System.Text;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Makes entities of the items that writes know or get back.</summary>
internal static class ItemResult
{
    /// <returns>The entity, or null when the item is of another type or tenant.</returns>
    public static object? TryRead(ExecutionScope scope, EntityModel entity, ReadOnlySpan<byte> item)
    {
        foreach (var concrete in entity.Concrete)
        {
            var reader = new DynamoJsonReader(item);
            var frame = new ItemFrame();
            var type = Encoding.UTF8.GetBytes(TableModel.TypeValue(concrete, scope.Tenant));
            if (concrete.Reader.ReadBoxed(ref reader, type, ref frame, concrete.Reader.CreateMemos(), out var result) == ReadOutcome.Read)
            {
                return result;
            }
        }

        return null;
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
