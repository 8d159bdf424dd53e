using System.Globalization;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Model;

/// <summary>What the library adds to an item besides what the entity holds.</summary>
/// <param name="type">The value of the type attribute.</param>
/// <param name="tenant">The tenant of the scope.</param>
/// <param name="time">Where the time of the write comes from.</param>
/// <param name="writeId">Which write leaves the item; null for none.</param>
internal readonly ref struct ItemHeader(ReadOnlySpan<byte> type, string? tenant, TimeProvider time, string? writeId)
{
    public ReadOnlySpan<byte> Type { get; } = type;

    public string? Tenant => tenant;

    public TimeProvider Time => time;

    public string? WriteId => writeId;
}

/// <summary>
/// Writes an item straight from its entity, where all of it stands there: nothing is generated, counted or checked, no index leaves an item out. Others are
/// written from a table of their values, in which what is made for them has a place.
/// </summary>
internal abstract class ItemWriter
{
    /// <summary>Writes the item, the two attributes of the table's key first.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="source">The entity.</param>
    /// <param name="header">What else it holds.</param>
    /// <returns>How many bytes it takes up to the end of its key.</returns>
    /// <exception cref="KeyValueException">A value cannot be part of a key.</exception>
    /// <exception cref="ItemFormatException">A value cannot be stored.</exception>
    public abstract int Write(DynamoJsonWriter writer, object source, in ItemHeader header);

    public static bool CanWrite(EntityModel entity) =>
        entity is
        {
            GeneratesOnCreate: false, Version: null, Lifetime: null, SoftDelete: null, Validation: null, Expiry: null,
            AwaitsValues: false, IndexedProperties.IsEmpty: true,
        }
        && entity.Concrete is [var only] && only == entity
        && entity.Hierarchy.Concrete.All(c => !c.HasCompanions)
        && entity.Properties.All(p => !p.IsSealed)
        && entity.Keys.All(k => k is { IsNative: false, Filter: null, NumericSort: null } && (k.IsTable || k.Slots.All(s => s.IsTenant || !s.IsNullable)));
}

/// <inheritdoc/>
internal sealed class ItemWriter<T> : ItemWriter
    where T : class
{
    private readonly (JsonName Name, EntityKeyText<T> Text)[] _keys;
    private readonly ColumnWriter<T> _columns;
    private readonly JsonName _type;
    private readonly JsonName? _created;
    private readonly JsonName _writeId;
    private readonly JsonName? _tenant;

    public ItemWriter(EntityModel entity)
    {
        var table = entity.Table;
        _keys = [.. KeyTexts(entity).DistinctBy(k => k.Name).Select(k => (Name(k.Name), k.Text))];
        _columns = new ColumnWriter<T>(
            [.. entity.Properties.Where(p => !p.IsTenant).Select(p => new ColumnSpec(p.AttributeName, p.Member, p.Mapping))], typeof(T));
        (_type, _writeId) = (Name(table.TypeAttribute), Name(table.WriteIdAttribute));
        _created = table.TypeIndex is { } index ? Name(index.SortAttribute) : null;
        _tenant = entity.Tenant is { } tenant ? Name(tenant.AttributeName) : null;
    }

    public override int Write(DynamoJsonWriter writer, object source, in ItemHeader header)
    {
        var (start, entity, keyLength) = (writer.Length, (T)source, 0);
        writer.WriteStartObject();
        for (var i = 0; i < _keys.Length; i++)
        {
            writer.WriteStartAttribute(_keys[i].Name);
            _keys[i].Text.Write(writer, entity, header.Tenant);
            writer.WriteEndObject();
            keyLength = i == 1 ? writer.Length - start : keyLength;
        }

        writer.WriteAttribute(_type, header.Type);
        if (_created is { } created)
        {
            Span<byte> text = stackalloc byte[CreationTime.MaxBytes];
            writer.WriteAttribute(created, text[..CreationTime.Format(header.Time.GetUtcNow(), text)]);
        }

        if (header.WriteId is not null)
        {
            writer.WriteAttribute(_writeId, header.WriteId);
        }

        if (_tenant is { } tenant)
        {
            writer.WriteAttribute(tenant, header.Tenant!);
        }

        _columns.Write(writer, entity);
        writer.WriteEndObject();
        return keyLength;
    }

    private static JsonName Name(string attribute) => JsonName.OfAttribute(attribute, WireNames.S);

    private static IEnumerable<(string Name, EntityKeyText<T> Text)> KeyTexts(EntityModel entity)
    {
        foreach (var key in entity.Keys)
        {
            if (key.IsTable || key.HasOwnPartition)
            {
                yield return (key.PartitionAttribute, new EntityKeyText<T>(key.Partition, key.PartitionSlots));
            }

            if ((key.IsTable || key.HasOwnSort) && key.Sort is { } sort)
            {
                yield return (key.SortAttribute!, new EntityKeyText<T>(sort, key.SortSlots));
            }
        }
    }
}

/// <summary>The time of creation in the type index: in a width that sorts.</summary>
internal static class CreationTime
{
    public const int MaxBytes = 40;

    public static int Format(DateTimeOffset moment, Span<byte> utf8)
    {
        moment.UtcDateTime.TryFormat(utf8, out var length, "O", CultureInfo.InvariantCulture);
        return length;
    }

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
