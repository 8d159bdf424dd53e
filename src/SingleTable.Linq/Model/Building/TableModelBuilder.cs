using System.Diagnostics.CodeAnalysis;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>Says what a table looks like: its keys, its indexes, and the entities that share it.</summary>
/// <remarks>Used inside <see cref="TableContext.OnModelCreating"/>; the model is built once for each context type.</remarks>
public sealed class TableModelBuilder
{
    internal TableModelBuilder()
    {
    }

    internal TableDefinition Definition { get; } = new();

    /// <summary>Names the table. <see cref="TableOptions.TableName"/> may replace the name, for example per environment.</summary>
    /// <param name="name">3 to 255 characters: letters, digits, <c>_</c>, <c>-</c> and <c>.</c></param>
    public TableModelBuilder HasName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Definition.Name = name;
        return this;
    }

    /// <summary>Names the attributes of the table's primary key. Without this call they are <c>pk</c> and <c>sk</c>.</summary>
    /// <param name="partitionKey">The partition key's attribute; a string.</param>
    /// <param name="sortKey">The sort key's attribute; a string.</param>
    public TableModelBuilder HasKeys(string partitionKey, string sortKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(partitionKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(sortKey);
        (Definition.PartitionKey, Definition.SortKey) = (partitionKey, sortKey);
        return this;
    }

    /// <summary>Names the attribute that tells the entity types apart. Without this call it is <c>_type</c>.</summary>
    /// <param name="attribute">The attribute; a string. A tenant's items carry the tenant in its value.</param>
    public TableModelBuilder HasTypeAttribute(string attribute)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(attribute);
        Definition.TypeAttribute = attribute;
        return this;
    }

    /// <summary>
    /// Makes each entity belong to the tenant of the scope that its context is made with. The property is the first slot of every key of a
    /// tenant-owned entity, those of indexes included, and its value is never taken from an entity.
    /// </summary>
    /// <param name="property">The name of the property, the same in all tenant-owned entities.</param>
    public TableModelBuilder HasTenant(string property)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(property);
        Definition.TenantProperty = property;
        return this;
    }

    /// <summary>Declares a secondary index over the type attribute, which lists the items of one entity type in the order of their creation.</summary>
    /// <param name="name">The index's name.</param>
    /// <param name="partitionKey">The index's partition key: the type attribute.</param>
    /// <param name="sortKey">The index's sort key: holds the time of creation.</param>
    public TableModelBuilder HasTypeIndex(string name, string partitionKey = "_type", string sortKey = "_timestamp")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(partitionKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(sortKey);
        Definition.TypeAttribute = partitionKey;
        Definition.TypeIndex = new TypeIndexModel(name, partitionKey, sortKey);
        return this;
    }

    /// <summary>
    /// Declares a global secondary index with string keys. An index whose keys are the table's own, the other way round (<c>sk</c> and <c>pk</c>), holds
    /// every item without anything being written for it: each entity is on it by its own key.
    /// </summary>
    /// <param name="name">The index's name: 3 to 255 characters.</param>
    /// <param name="partitionKey">The partition key's attribute.</param>
    /// <param name="sortKey">The sort key's attribute, or null when the index has none.</param>
    /// <param name="projection">What it holds of the items; null for all.</param>
    public TableModelBuilder HasIndex(string name, string partitionKey, string? sortKey = null, IndexProjection? projection = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(partitionKey);
        Definition.Indexes.Add(IndexModel.Of(name, partitionKey, sortKey) with { Projection = projection ?? IndexProjection.All });
        return this;
    }

    /// <summary>Declares a global secondary index whose sort key is a number.</summary>
    /// <inheritdoc cref="HasIndex(string, string, string, IndexProjection)"/>
    public TableModelBuilder HasNumericIndex(string name, string partitionKey, string sortKey, IndexProjection? projection = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(partitionKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(sortKey);
        Definition.Indexes.Add(IndexModel.Of(name, partitionKey, sortKey) with { IsNumericSort = true, Projection = projection ?? IndexProjection.All });
        return this;
    }

    /// <summary>
    /// Declares a global secondary index over properties of the entities: several attributes make its keys, each as it is stored (a string, a number,
    /// bytes), and nothing more is written for it. Every entity that stores all of them is on it; an item is left out while one of them is null.
    /// </summary>
    /// <param name="name">The index's name: 3 to 255 characters.</param>
    /// <param name="keys">The attributes: <c>i => i.Partition("TenantId", "Region").Sort("Status", "CreatedAt")</c>.</param>
    /// <param name="projection">What it holds of the items; null for all.</param>
    /// <remarks>
    /// A query fixes all attributes of the partition with ==, then those of the sort key from the left without a gap; the last one may have a range.
    /// DynamoDB filters by none of them. In a table with tenants the tenant is the first attribute of the partition.
    /// </remarks>
    public TableModelBuilder HasIndex(string name, Func<IndexKeyBuilder, IndexKeyBuilder> keys, IndexProjection? projection = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(keys);
        var key = new IndexKeyBuilder();
        keys(key);
        Definition.Indexes.Add(new IndexModel(name, key.PartitionAttributes, key.SortAttributes) { IsNative = true, Projection = projection ?? IndexProjection.All });
        return this;
    }

    /// <summary>
    /// Declares a local secondary index: another sort key within the partitions of the table. It can be read consistently, is created with the table
    /// only, and limits each item collection to 10 GB.
    /// </summary>
    /// <param name="name">The index's name: 3 to 255 characters.</param>
    /// <param name="sortKey">The sort key's attribute; a string.</param>
    public TableModelBuilder HasLocalIndex(string name, string sortKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(sortKey);
        Definition.Indexes.Add(IndexModel.Of(name, "", sortKey) with { IsLocal = true });
        return this;
    }

    /// <summary>Names the table's time-to-live attribute (a number: seconds since 1970).</summary>
    /// <param name="attribute">The attribute; entities say with <c>HasTimeToLive</c> which property feeds it.</param>
    public TableModelBuilder HasTimeToLive(string attribute = "_ttl")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(attribute);
        Definition.TimeToLiveAttribute = attribute;
        return this;
    }

    /// <summary>Decides the attribute names of properties that are not named one by one. Without this call they are the properties' names.</summary>
    /// <param name="naming">From a property's name to its attribute's, for example <c>JsonNamingPolicy.CamelCase.ConvertName</c>.</param>
    public TableModelBuilder UseAttributeNaming(Func<string, string> naming)
    {
        ArgumentNullException.ThrowIfNull(naming);
        Definition.AttributeNaming = naming;
        return this;
    }

    /// <summary>Stores every value of one type, also inside of lists and nested objects, as a value of another type.</summary>
    /// <typeparam name="T">A type of properties.</typeparam>
    /// <typeparam name="TStored">A type that can be stored by itself.</typeparam>
    /// <param name="toStored">To what is stored; must not lose anything.</param>
    /// <param name="fromStored">Back again.</param>
    public TableModelBuilder HasConversion<T, TStored>(Func<T, TStored> toStored, Func<TStored, T> fromStored)
    {
        ArgumentNullException.ThrowIfNull(toStored);
        ArgumentNullException.ThrowIfNull(fromStored);
        Definition.Conversions.Add((typeof(TStored), mappings => mappings.WithConverter(toStored, fromStored)));
        return this;
    }

    /// <summary>
    /// Names a class or struct whose objects are stored inside of an attribute, so that a trimmer keeps its properties and constructors. Only an
    /// application that is compiled ahead of time (NativeAOT) has to say it, of each such type; its model is refused without.
    /// </summary>
    /// <typeparam name="T">A type that is stored as a map.</typeparam>
    public TableModelBuilder HasNestedType<[DynamicallyAccessedMembers(Kept.Members)] T>()
    {
        Definition.NestedTypes.Add(typeof(T));
        return this;
    }

    /// <summary>Gives an item collection a name. Collections are found from the keys; a name only makes the model easier to read.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The shape of the partition key with <c>{}</c> for each slot, for example <c>TENANT#{}#ORG#{}</c>.</param>
    public TableModelBuilder Partition(string name, string shape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(shape);
        Definition.Partitions.Add(new NamedPartition(name, shape));
        return this;
    }

    /// <summary>Declares an entity type.</summary>
    /// <typeparam name="T">A class or record.</typeparam>
    /// <param name="configure">Says its keys, indexes, children and properties.</param>
    public TableModelBuilder Entity<[DynamicallyAccessedMembers(Kept.Members)] T>(Action<EntityBuilder<T>> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (Definition.Entities.Any(e => e.ClrType == typeof(T)))
        {
            Definition.Problems.Add($"{TypeText.Of(typeof(T))} is declared twice. Keep one call of Entity<{TypeText.Of(typeof(T))}>.");
            return this;
        }

        var entity = new EntityDefinition<T>();
        Definition.Entities.Add(entity);
        configure(new EntityBuilder<T>(entity));
        return this;
    }
}
