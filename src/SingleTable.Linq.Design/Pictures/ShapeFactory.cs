namespace SingleTable.Linq.Design.Pictures;

/// <summary>Draws entities by their keys alone: <c>TENANT#{TenantId}#ORG#{Id}</c>.</summary>
internal sealed class ShapeFactory(TableSchema model, EntityKinds kinds)
{
    public IEnumerable<PictureGroup> Table(Predicate<EntitySchema> isWanted, Predicate<UniqueSchema> isGuardWanted)
    {
        foreach (var collection in model.ItemCollections.Where(c => c.Index is null))
        {
            List<EntitySchema> entities = [.. collection.Entities.SelectMany(kinds.Concrete).Where(e => isWanted(e))];
            if (entities is [var first, ..])
            {
                yield return new PictureGroup(Partition(first.Key), [.. entities.Select(e => Row(e, e.Key, null))]) { Name = collection.Name };
            }
        }

        foreach (var unique in kinds.All.SelectMany(e => e.Uniques).DistinctBy(u => u.Name).Where(u => isGuardWanted(u)))
        {
            yield return new PictureGroup(
                Partition(unique.Guard), [new PictureRow(Sort(unique.Guard), new ItemKind(null, $"guard of {unique.Name}"), []) { IsShape = true }]);
        }
    }

    public IEnumerable<PictureGroup> Index(IndexSchema index, Predicate<EntitySchema> isWanted)
    {
        if (index.IsTypeIndex)
        {
            foreach (var entity in kinds.All.Where(e => isWanted(e)))
            {
                List<(string, bool)> type = entity.IsTenantOwned ? [($"{{{model.TenantProperty}}}", true), ($"#{entity.TypeName}", false)] : [(entity.TypeName, false)];
                yield return new PictureGroup(
                    [new KeyText(type)], [new PictureRow([new KeyText([("{time of creation}", true)])], kinds[entity], Attributes(entity, index)) { IsShape = true }]);
            }

            yield break;
        }

        foreach (var collection in model.ItemCollections.Where(c => c.Index == index.Name))
        {
            List<(EntitySchema Entity, KeySchema Key)> keys =
            [
                .. from entity in collection.Entities.SelectMany(kinds.Concrete)
                   where isWanted(entity)
                   select (entity, entity.IndexKeys.First(k => k.Index == index.Name)),
            ];
            if (keys is [var first, ..])
            {
                yield return new PictureGroup(Partition(first.Key), [.. keys.Select(k => Row(k.Entity, k.Key, index))]);
            }
        }
    }

    private PictureRow Row(EntitySchema entity, KeySchema key, IndexSchema? index) => new(Sort(key), kinds[entity], Attributes(entity, index)) { IsShape = true };

    private PictureAttribute[] Attributes(EntitySchema entity, IndexSchema? index)
    {
        string[] own = index is null ? [] : [.. index.PartitionAttributes, .. index.SortAttributes];
        IEnumerable<PictureAttribute> keys = index is null
            ? []
            : entity.Key.Attributes.Where(a => !own.Contains(a.Name)).Select(a => new PictureAttribute(a.Name, a.ToString()) { IsKey = true });
        var held = entity.Properties.Where(p => !own.Contains(p.Attribute) && (index?.Attributes is not { } some || some.Contains(p.Attribute)));
        return [.. keys, .. held.Select(p => new PictureAttribute(p.Attribute, TypeNames.Of(p)))];
    }

    private static KeyText[] Partition(KeySchema key) => [.. key.Attributes.Where(a => a.IsPartition).Select(KeyText.OfShape)];

    private static KeyText[] Sort(KeySchema key) => [.. key.Attributes.Where(a => !a.IsPartition).Select(KeyText.OfShape)];
}
