using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq;

public abstract partial class TableContext
{
    /// <summary>
    /// The item that an entity is stored as: its properties, its keys, those of the indexes, its type. Nothing is sent. The values are taken as they are: nothing is generated
    /// or validated, sealed properties, versions, counts and dates may be anything, and there are no guards of unique values beside it. For seeds of tests, exports, and writes
    /// by other means.
    /// </summary>
    /// <param name="entity">An entity of the table.</param>
    /// <returns>The item, which is the caller's.</returns>
    /// <exception cref="QueryTranslationException">The object's type is not an entity of this table.</exception>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="ItemTooLargeException">The item is larger than 400 KB.</exception>
    /// <exception cref="ItemFormatException">A value cannot be stored.</exception>
    /// <exception cref="WriteException">A value cannot be a key of an index.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or the entity has another one.</exception>
    public Dictionary<string, AttributeValue> ToItem(object entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var model = _runtime.Model.Find(entity.GetType()) ?? throw TranslationErrors.UnknownEntity(entity.GetType(), _runtime.Model);
        return ItemDocuments.Of(_scope, model, entity);
    }

    /// <summary>
    /// The entity that an item is, of whatever type of the table: for records of a change stream, exports, and reads by other means. What has expired or is deleted is read
    /// like any other. Nothing is sent.
    /// </summary>
    /// <param name="item">The item with all of its attributes.</param>
    /// <returns>The entity; null when the item is none of this table's, for example a guard of a unique value, or of another tenant.</returns>
    /// <exception cref="KeyMismatchException">The item has not the key that its values make, and <see cref="TableOptions.KeyCheck"/> is not off.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, and the item is of an entity that belongs to one.</exception>
    public object? FromItem(Dictionary<string, AttributeValue> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return ItemDocuments.Read(_scope, item);
    }
}
