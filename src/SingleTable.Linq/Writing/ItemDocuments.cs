using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Entities from and to items in the SDK's attribute values, without any request: for seeds, exports and change streams.</summary>
internal static class ItemDocuments
{
    /// <summary>The item of an entity whose values are taken as they are.</summary>
    public static Dictionary<string, AttributeValue> Of(ExecutionScope scope, EntityModel entity, object source)
    {
        entity = EntityValues.TypeOf(entity, source);
        var values = EntityValues.Read(scope, entity, source);
        var json = ItemJson.Write(
            entity, ItemKey.Of(entity, values), values, SystemAttributes.Of(entity, values, scope.Tenant, scope.Time.GetUtcNow()));
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(m => m.Name, m => SdkAttributeValue.Read(m.Value), StringComparer.Ordinal);
    }

    /// <returns>The entity; null when the item is of no entity of the table, or of another tenant.</returns>
    public static object? Read(ExecutionScope scope, Dictionary<string, AttributeValue> item)
    {
        if (!item.TryGetValue(scope.Table.TypeAttribute, out var type) || Find(scope, type.S) is not { } entity)
        {
            return null;
        }

        var read = ItemResult.TryRead(scope, entity, item)!;
        var key = ItemKey.Of(entity, EntityValues.Read(scope, entity, read));
        if (scope.KeyCheck != KeyCheck.Off && key != new ItemKey(Text(item, scope.Table.PartitionKey), Text(item, scope.Table.SortKey)))
        {
            var error = ExecutionErrors.KeyMismatch(entity);
            if (scope.KeyCheck == KeyCheck.Throw)
            {
                throw error;
            }

            scope.Warnings.Tell(TableWarning.KeyMismatch, error);
        }

        return read;
    }

    private static EntityModel? Find(ExecutionScope scope, string? type)
    {
        foreach (var entity in scope.Table.Entities)
        {
            if (entity.Concrete is not [var concrete] || concrete != entity)
            {
                continue;
            }

            if (entity.IsTenantOwned && scope.Tenant is null)
            {
                // Whose it is, is not for the item to say.
                if (type?.EndsWith($"#{entity.TypeName}", StringComparison.Ordinal) == true)
                {
                    scope.RequireTenant(entity);
                }
            }
            else if (TableModel.TypeValue(entity, scope.Tenant) == type)
            {
                return entity;
            }
        }

        return null;
    }

    private static string Text(Dictionary<string, AttributeValue> item, string attribute) => item.GetValueOrDefault(attribute)?.S ?? "";
}
