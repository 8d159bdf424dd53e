using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Pictures;

/// <summary>Draws the table and its indexes: of the sample items, and of the keys alone for entities that have none.</summary>
internal sealed class PictureFactory(TableSchema model, EntityKinds kinds, IReadOnlyList<IReadOnlyDictionary<string, AttributeValue>> items)
{
    private readonly ShapeFactory _shapes = new(model, kinds);

    public IReadOnlyList<Picture> All() => [Table(), .. model.Indexes.Select(Index)];

    private Picture Table()
    {
        var seen = items.Select(kinds.EntityOf).ToHashSet();
        var guards = items.Select(kinds.GuardOf).ToHashSet();
        return new Picture(null, [model.PartitionKey], [model.SortKey],
        [
            .. Groups([model.PartitionKey], [model.SortKey], null, _ => true),
            .. _shapes.Table(e => !seen.Contains(e), u => !guards.Contains(u)),
        ]);
    }

    private Picture Index(IndexSchema index)
    {
        var groups = Groups(index.PartitionAttributes, index.SortAttributes, index, item => kinds.EntityOf(item) is not null);
        var seen = items.Where(i => IsOn(index, i)).Select(kinds.EntityOf).ToHashSet();
        return new Picture(index.Name, index.PartitionAttributes, index.SortAttributes, [.. groups, .. _shapes.Index(index, e => !seen.Contains(e))]) { Note = Note(index) };
    }

    private IEnumerable<PictureGroup> Groups(
        IReadOnlyList<string> partition, IReadOnlyList<string> sort, IndexSchema? index, Predicate<IReadOnlyDictionary<string, AttributeValue>> isWanted)
    {
        var order = new KeyOrder();
        return items.Where(i => (index is null || IsOn(index, i)) && isWanted(i))
            .GroupBy(i => partition.Select(a => i[a]).ToArray(), order)
            .OrderBy(g => g.Min(i => kinds.KindOf(i).Number ?? int.MaxValue)).ThenBy(g => g.Key, order)
            .Select(g => new PictureGroup(
                Key(g.First(), partition, index),
                [.. g.OrderBy(i => sort.Select(a => i[a]).ToArray(), order).Select(i => Row(i, sort, index))]) { Name = index is null ? NameOf(g.First()) : null });
    }

    private PictureRow Row(IReadOnlyDictionary<string, AttributeValue> item, IReadOnlyList<string> sort, IndexSchema? index)
    {
        IEnumerable<string> keys = index is null ? [] : new[] { model.PartitionKey, model.SortKey };
        string[] own = index is null ? [model.PartitionKey, model.SortKey] : [.. index.PartitionAttributes, .. index.SortAttributes];
        var names = kinds.EntityOf(item)?.Properties.Select(p => p.Attribute).Where(item.ContainsKey) ?? [];
        var attributes = keys.Concat(names).Concat(item.Keys.Order(StringComparer.Ordinal)).Distinct()
            .Where(a => !own.Contains(a) && a != model.TypeAttribute && !model.BookkeepingAttributes.Contains(a) && (Holds(index, a) || keys.Contains(a)))
            .Select(a => new PictureAttribute(a, ValueText.Of(item[a])) { IsKey = keys.Contains(a) });
        return new PictureRow(Key(item, sort, index), kinds.KindOf(item), [.. attributes]);
    }

    private KeyText[] Key(IReadOnlyDictionary<string, AttributeValue> item, IReadOnlyList<string> names, IndexSchema? index)
    {
        var entity = kinds.EntityOf(item);
        var key = index is null ? entity?.Key ?? kinds.GuardOf(item)?.Guard : entity?.IndexKeys.FirstOrDefault(k => k.Index == index.Name);
        return [.. names.Select(a => KeyText.OfValue(ValueText.OfKey(item[a]) ?? "", Attribute(key, entity, a)))];
    }

    // An inverted or a local index has the attributes of the table's key.
    private static KeyAttributeSchema? Attribute(KeySchema? key, EntitySchema? entity, string name) =>
        (key?.Attributes ?? []).Concat(entity?.Key.Attributes ?? []).FirstOrDefault(a => a.Name == name);

    private string? NameOf(IReadOnlyDictionary<string, AttributeValue> item) => kinds.EntityOf(item) is { } entity
        ? model.ItemCollections.FirstOrDefault(c => c.Index is null && c.Entities.Any(root => kinds.Concrete(root).Contains(entity)))?.Name
        : null;

    private static bool IsOn(IndexSchema index, IReadOnlyDictionary<string, AttributeValue> item) =>
        index.PartitionAttributes.Concat(index.SortAttributes).All(a => ValueText.OfKey(item.GetValueOrDefault(a)) is not null);

    private static bool Holds(IndexSchema? index, string attribute) => index?.Attributes is not { } some || some.Contains(attribute);

    private static string Note(IndexSchema index)
    {
        string?[] notes =
        [
            index.IsTypeIndex ? "all items by their type, in the order of creation" : index.IsLocal ? "local: its partitions are the table's" : null,
            index.Attributes switch
            {
                null => index.IsTypeIndex ? null : "holds all attributes",
                [] => "holds the keys only",
                var some => $"holds the keys and {string.Join(", ", some)}",
            },
        ];
        return string.Join("; ", notes.OfType<string>());
    }
}
