using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model;

/// <summary>
/// A key of one entity on the table or on one of its indexes: its attributes in their order, and the property behind each slot of them. A key of text has
/// one attribute for each part; a native one may have several.
/// </summary>
internal sealed class KeyModel
{
    /// <summary>The name of the index, or null for the table's own key.</summary>
    public required string? IndexName { get; init; }

    /// <summary>For messages.</summary>
    public required string EntityName { get; init; }

    /// <summary>The attributes of the partition key: one, or up to four where they are the entity's own properties.</summary>
    public required ImmutableArray<KeyAttributeModel> PartitionKeys
    {
        get;
        init
        {
            field = value;
            Partitions = [.. value.SelectMany(a => a.Slots)];
            PartitionSlots = [.. Partitions.Select(s => s.Property)];
        }
    }

    /// <summary>The attributes of the sort key, in their order: none, one, or up to four.</summary>
    public required ImmutableArray<KeyAttributeModel> SortKeys
    {
        get;
        init
        {
            field = value;
            Sorts = [.. value.SelectMany(a => a.Slots)];
            SortSlots = [.. Sorts.Select(s => s.Property)];
        }
    }

    /// <summary>The slots of all attributes of the partition key.</summary>
    public ImmutableArray<KeySlotModel> Partitions { get; private init; }

    /// <summary>The slots of all attributes of the sort key.</summary>
    public ImmutableArray<KeySlotModel> Sorts { get; private init; }

    public ImmutableArray<PropertyModel> PartitionSlots { get; private init; }
    public ImmutableArray<PropertyModel> SortSlots { get; private init; }

    /// <summary>The attributes in the order of the key's schema.</summary>
    public ImmutableArray<KeyAttributeModel> Attributes => field.IsDefault ? field = [.. PartitionKeys, .. SortKeys] : field;

    /// <summary>Whether the attributes are the entity's own properties, so that there are no templates and nothing is written for the key.</summary>
    public bool IsNative => Index is { IsNative: true };

    public string PartitionAttribute => PartitionKeys[0].Name;
    public string? SortAttribute => SortKeys.IsEmpty ? null : SortKeys[0].Name;

    /// <summary>The template of the partition key. A native key has none, and whoever asks has looked.</summary>
    public KeyTemplate Partition => PartitionKeys[0].Template!;

    /// <summary>Null where there is no sort key, or a native one.</summary>
    public KeyTemplate? Sort => SortKeys.IsEmpty ? null : SortKeys[0].Template;

    /// <summary>The property whose number is copied to the sort key.</summary>
    public PropertyModel? NumericSort => SortKeys is [{ Template: null } number] && !IsNative ? number.Slots[0].Property : null;

    /// <summary>What tells partitions of one kind from those of another.</summary>
    public string PartitionShape => IsNative ? string.Join(", ", PartitionKeys.Select(a => a.Name)) : Partition.Shape;

    /// <summary>What the sort key is made of, for messages.</summary>
    public string SortShape => SortKeys.IsEmpty ? "none" : string.Join(", ", SortKeys.Select(a => a.Template?.Shape ?? a.ToString()));

    /// <summary>The keys of the other entities that share this key's partitions.</summary>
    public ImmutableArray<KeyModel> Neighbours { get; internal set; } = [];

    /// <summary>The index, or null for the table's own key.</summary>
    public IndexModel? Index { get; init; }

    /// <summary>Whether its partitions are the table's own.</summary>
    public bool IsLocal => Index is { IsLocal: true };

    /// <summary>Whether the partition key is an attribute of the index's own, not one of the table's primary key.</summary>
    public bool HasOwnPartition => Index is { IsLocal: false, IsInverted: false, IsNative: false };

    /// <summary>Whether the sort key is an attribute of the index's own, not one of the table's primary key.</summary>
    public bool HasOwnSort => Index is { IsInverted: false, IsNative: false } && SortAttribute is not null;

    public bool IsTable => IndexName is null;
    public string Name => IndexName ?? "table";

    /// <summary>For messages, after "the": <c>table</c>, <c>index GSI1</c>.</summary>
    public string Where => IndexName is null ? "table" : $"index {IndexName}";

    /// <summary>Which items are on the index; null where the slots alone decide.</summary>
    public IndexFilter? Filter { get; init; }

    public ImmutableArray<PropertyModel> Slots => field.IsDefault ? field = [.. PartitionSlots.Concat(SortSlots).Distinct()] : field;

    /// <summary>What the key and the item's being on the index depend on.</summary>
    public ImmutableArray<PropertyModel> Inputs => field.IsDefault ? field = Filter is null ? Slots : [.. Slots.Concat(Filter.Properties).Distinct()] : field;

    /// <summary>Whether a read of this key's range may meet items of other entities.</summary>
    /// <param name="fixedSortSlots">How many slots of the sort key have one value in that read.</param>
    public bool MayMeetNeighbours(int fixedSortSlots) =>
        Neighbours.Any(n => Sort is null || n.Sort is null || Sort.MayContain(n.Sort, fixedSortSlots));

    public string PartitionText(Func<PropertyModel, object?> value) => Partition.Format(Values(PartitionSlots, value));

    public string SortText(Func<PropertyModel, object?> value) => Sort!.Format(Values(SortSlots, value));

    /// <summary>The same of values by the index of the property.</summary>
    public string PartitionText(object?[] values) => Text(Partition, PartitionSlots, values);

    /// <inheritdoc cref="PartitionText(object?[])"/>
    public string SortText(object?[] values) => Text(Sort!, SortSlots, values);

    /// <summary>Writes the text of the partition key.</summary>
    public void WritePartition(ref KeyWriter writer, object?[] values) => Write(ref writer, Partition, PartitionSlots, values);

    /// <summary>Writes the text of the sort key.</summary>
    public void WriteSort(ref KeyWriter writer, object?[] values) => Write(ref writer, Sort!, SortSlots, values);

    /// <summary>Whether one of the values that keep an item off the index when they are null is.</summary>
    public bool LacksSlot(object?[] values) => LacksSlot(PartitionSlots, values) || LacksSlot(SortSlots, values);

    private static bool LacksSlot(ImmutableArray<PropertyModel> slots, object?[] values)
    {
        foreach (var slot in slots)
        {
            if (slot.IsNullable && values[slot.Index] is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether these values make that sort key; false also where they make none.</summary>
    public bool HasSortText(string text, Func<PropertyModel, object?> value) =>
        Sort!.Matches(Encoding.UTF8.GetBytes(text), Values(SortSlots, value));

    private static void Write(ref KeyWriter writer, KeyTemplate template, ImmutableArray<PropertyModel> slots, object?[] all)
    {
        var few = default(FewValues);
        Span<object?> values = slots.Length <= FewValues.Length ? few : new object?[slots.Length];
        values = values[..slots.Length];
        Fill(values, slots, all);
        template.Write(ref writer, values);
    }

    private static string Text(KeyTemplate template, ImmutableArray<PropertyModel> slots, object?[] all)
    {
        var few = default(FewValues);
        Span<object?> values = slots.Length <= FewValues.Length ? few : new object?[slots.Length];
        values = values[..slots.Length];
        Fill(values, slots, all);
        return template.Format(values);
    }

    private static void Fill(Span<object?> values, ImmutableArray<PropertyModel> slots, object?[] all)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = all[slots[i].Index];
        }
    }

    private static object?[] Values(ImmutableArray<PropertyModel> slots, Func<PropertyModel, object?> value)
    {
        var values = new object?[slots.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(slots[i]);
        }

        return values;
    }
}

/// <summary>Room on the stack for the values of a key, which are few.</summary>
[InlineArray(Length)]
internal struct FewValues
{
    public const int Length = 8;

    private object? _first;
}
