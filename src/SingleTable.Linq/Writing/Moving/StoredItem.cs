using System.Text.Json.Nodes;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>An item as it is stored, with what the model does not know of it.</summary>
/// <param name="Entity">The type that it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="Source">The entity.</param>
/// <param name="Values">Its values by the index of the property.</param>
/// <param name="Raw">All of its attributes.</param>
internal sealed record StoredItem(EntityModel Entity, ItemKey Key, object Source, object?[] Values, JsonObject Raw)
{
    public static async Task<StoredItem?> ReadAsync(ExecutionScope scope, EntityModel entity, ItemKey key, CancellationToken cancellationToken)
    {
        using var response = await scope.SendAsync(ItemState.Query(scope, entity, key).Request!, cancellationToken).ConfigureAwait(false);
        return response.Read((scope, entity), static (r, s) => ResponseBody.TryGetMember(r.Body, "Item"u8, out var item) ? Of(s.scope, s.entity, item) : null);
    }

    /// <returns>Null when the item is of another type or tenant, or has expired.</returns>
    public static StoredItem? Of(ExecutionScope scope, EntityModel entity, ReadOnlySpan<byte> item, bool seesDeleted = false)
    {
        if (ItemResult.TryRead(scope, entity, item) is not { } read || entity.IsHidden(read, seesDeleted, scope.Time))
        {
            return null;
        }

        var type = EntityValues.TypeOf(entity, read);
        var values = EntityValues.Read(scope, type, read);
        var raw = JsonNode.Parse(item)!.AsObject();
        var key = ItemKey.Of(type, values);
        return key == new ItemKey(Text(raw, type.Table.PartitionKey), Text(raw, type.Table.SortKey))
            ? new StoredItem(type, key, read, values, raw)
            : throw ExecutionErrors.KeyMismatch(type);
    }

    private static string Text(JsonObject raw, string attribute) => (string)raw[attribute]!["S"]!;
}
