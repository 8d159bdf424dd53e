using System.Globalization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Writing;

/// <summary>An attribute that the library keeps beside the entity's properties.</summary>
internal sealed record SystemAttribute(string Name, ExpressionValue Value);

/// <summary>Makes the attributes that the library keeps: type, time of creation, index keys, time to live.</summary>
internal static class SystemAttributes
{
    /// <summary>All of a complete item's, but for its primary key.</summary>
    public static List<SystemAttribute> Of(EntityModel entity, object?[] values, string? tenant, DateTimeOffset now, string? writeId = null)
    {
        IndexedValues.Check(entity, values);
        var all = new List<SystemAttribute> { Type(entity, tenant) };
        if (entity.Table.TypeIndex is { } index)
        {
            all.Add(Created(index, now));
        }

        if (writeId is not null)
        {
            all.Add(Written(entity, writeId));
        }

        foreach (var key in entity.Keys)
        {
            if (!key.IsTable && !key.IsNative && !IsLeftOut(key, values))
            {
                AddKey(all, key, values);
            }
        }

        if (entity.Expiry is var (property, later) && Expiry(values[property.Index], later) is { } expiry)
        {
            all.Add(new SystemAttribute(entity.Table.TimeToLiveAttribute!, expiry));
        }

        return all;
    }

    public static SystemAttribute Type(EntityModel entity, string? tenant) =>
        new(entity.Table.TypeAttribute, new TextValue("S", TableModel.TypeValue(entity, tenant)));

    public static SystemAttribute Written(EntityModel entity, string writeId) => new(entity.Table.WriteIdAttribute, new TextValue("S", writeId));

    /// <summary>The time in a width that sorts.</summary>
    public static SystemAttribute Created(TypeIndexModel index, DateTimeOffset now) =>
        new(index.SortAttribute, new TextValue("S", CreationTime.Text(now)));

    /// <summary>An item is on an index with all of its keys or not at all: a nullable part that is null keeps it off, or a filter.</summary>
    public static bool IsLeftOut(KeyModel key, object?[] values) =>
        key.LacksSlot(values) || key.Filter?.IsMet(key.EntityName, values) == false;

    /// <summary>Null where the index uses the table's, which an item has anyway.</summary>
    public static SystemAttribute? PartitionKey(KeyModel key, object?[] values) => key.HasOwnPartition
        ? new(key.PartitionAttribute, new TextValue("S", key.PartitionText(values)))
        : null;

    /// <inheritdoc cref="PartitionKey"/>
    public static SystemAttribute? SortKey(KeyModel key, object?[] values) => key switch
    {
        { HasOwnSort: false } => null,
        { NumericSort: { } number } => new SystemAttribute(key.SortAttribute!, new FixedValue(values[number.Index], number.Mapping)),
        { Sort: not null } => new SystemAttribute(key.SortAttribute!, new TextValue("S", key.SortText(values))),
        _ => null,
    };

    /// <summary>Whole seconds since 1970 as a number's value; null never expires.</summary>
    public static TextValue? Expiry(object? value, TimeSpan later) =>
        ExpiryTime.Seconds(value, later) is { } seconds ? new TextValue("N", seconds.ToString(CultureInfo.InvariantCulture)) : null;

    // Two indexes may share an attribute; it is written once.
    private static void AddKey(List<SystemAttribute> all, KeyModel key, object?[] values)
    {
        Add(PartitionKey(key, values));
        Add(SortKey(key, values));

        void Add(SystemAttribute? attribute)
        {
            if (attribute is null)
            {
                return;
            }

            foreach (var known in all)
            {
                if (known.Name == attribute.Name)
                {
                    return;
                }
            }

            all.Add(attribute);
        }
    }
}
