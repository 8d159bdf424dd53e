using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>What an item and a key must be for their table and its indexes.</summary>
internal static class ItemChecks
{
    /// <summary>The key of an item that is put.</summary>
    public static ItemKey NewItem(TableDefinition table, MapValue item)
    {
        foreach (var key in table.Key.All)
        {
            if (!item.TryGet(key.Name, out var value)) throw Errors.InvalidParameter($"Missing the key {key.Name} in the item");
            if (value.Kind != key.Kind)
                throw Errors.InvalidParameter($"Type mismatch for key {key.Name} expected: {key.Kind.Name()} actual: {value.Kind.Name()}");
            RefuseEmpty(value, key.Name);
        }
        var found = ItemKey.Of(table.Key, item);
        CheckSizes(found);
        IndexKeys(table, item);
        CheckSize(item, "Item size has exceeded the maximum allowed size");
        return found;
    }

    /// <summary>A key as Get, Update and Delete name it: exactly the key attributes.</summary>
    public static ItemKey Key(TableDefinition table, MapValue key)
    {
        if (!Matches(table.Key, key)) throw Errors.Validation("The provided key element does not match the schema");
        foreach (var attribute in table.Key.All) RefuseEmpty(key.Get(attribute.Name)!, attribute.Name);
        var found = ItemKey.Of(table.Key, key);
        CheckSizes(found);
        return found;
    }

    private static bool Matches(KeyDesign design, MapValue key) =>
        key.Count == design.Count && design.All.All(k => key.Get(k.Name)?.Kind == k.Kind);

    /// <summary>A present index key must have its type and be neither empty nor too long; an absent one keeps the item out of the index.</summary>
    private static void IndexKeys(TableDefinition table, MapValue item)
    {
        foreach (var index in table.Indexes)
        {
            foreach (var key in index.Key.All)
            {
                if (!item.TryGet(key.Name, out var value)) continue;
                if (value.Kind != key.Kind)
                {
                    throw Errors.InvalidParameter($"Type mismatch for Index Key {key.Name} Expected: {key.Kind.Name()} " +
                        $"Actual: {value.Kind.Name()} IndexName: {index.Name}");
                }
                if (value.Size == 0)
                {
                    throw Errors.Validation("One or more parameter values are not valid. " +
                        "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute " +
                        $"cannot contain an empty {EmptyName(value)} value. IndexName: {index.Name}, IndexKey: {key.Name}");
                }
            }
            CheckHash(SizeOf(index.Key.Hash, item));
            CheckRange(SizeOf(index.Key.Range, item));
        }
    }

    /// <summary>
    /// The same for what an update changed, in the words that updates have for it. What the item had before an index was added may stay.
    /// </summary>
    public static void UpdatedIndexKeys(TableDefinition table, MapValue? before, MapValue after)
    {
        foreach (var index in table.Indexes)
        {
            bool changed = false;
            foreach (var key in index.Key.All)
            {
                if (!after.TryGet(key.Name, out var value) || value.Equals(before?.Get(key.Name))) continue;
                changed = true;
                if (value.Kind != key.Kind)
                    throw Errors.Validation("The update expression attempted to update the secondary index key to unsupported type");
                if (value.Size == 0)
                {
                    throw Errors.Validation("One or more parameter values are not valid. The update expression attempted to update a secondary " +
                        "index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty " +
                        $"{EmptyName(value)} value.");
                }
            }
            if (changed && (SizeOf(index.Key.Hash, after) > Limits.HashKeyBytes || SizeOf(index.Key.Range, after) > Limits.RangeKeyBytes))
                throw Errors.Validation("The update expression attempted to update the secondary index key beyond allowed size limits");
        }
    }

    private static int SizeOf(KeyAttribute[] attributes, MapValue item) => attributes.Sum(k => item.Get(k.Name)?.Size ?? 0);

    public static void CheckSize(MapValue item, string message)
    {
        if (item.ItemSize > Limits.ItemBytes) throw Errors.Validation(message);
    }

    public static void RefuseEmpty(DynamoValue value, string name)
    {
        if (value.Size == 0)
        {
            throw Errors.Validation("One or more parameter values are not valid. The AttributeValue for a key attribute " +
                $"cannot contain an empty {EmptyName(value)} value. Key: {name}");
        }
    }

    private static string EmptyName(DynamoValue value) => value.Kind == ValueKind.B ? "binary" : "string";

    private static void CheckSizes(ItemKey key)
    {
        CheckHash(key.Hash.Sum(v => v.Size));
        CheckRange(key.Range.Sum(v => v.Size));
    }

    // "of2048" without a space is how the service spells it
    private static void CheckHash(int size)
    {
        if (size > Limits.HashKeyBytes)
            throw Errors.InvalidParameter($"Size of hashkey has exceeded the maximum size limit of{Limits.HashKeyBytes} bytes");
    }

    private static void CheckRange(int size)
    {
        if (size > Limits.RangeKeyBytes)
            throw Errors.InvalidParameter($"Aggregated size of all range keys has exceeded the size limit of {Limits.RangeKeyBytes} bytes");
    }
}
