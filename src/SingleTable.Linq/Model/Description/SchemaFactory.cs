using SingleTable.Linq.Keys;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Model.Description;

/// <summary>Shows a model in public types.</summary>
internal static class SchemaFactory
{
    public static TableSchema Create(TableModel model) => new()
    {
        Name = model.Name,
        PartitionKey = model.PartitionKey,
        SortKey = model.SortKey,
        TypeAttribute = model.TypeAttribute,
        TimeToLiveAttribute = model.TimeToLiveAttribute,
        BookkeepingAttributes = [model.WriteIdAttribute, model.BulkAttribute],
        TenantProperty = model.TenantProperty,
        Indexes =
        [
            .. model.TypeIndex is { } type ? [new IndexSchema(type.Name, type.PartitionAttribute, type.SortAttribute, false, true)] : (IndexSchema[])[],
            .. model.Indexes.Select(i => new IndexSchema(i.Name, string.Join(", ", i.PartitionAttributes), Sort(i), i.IsNumericSort, false) 
            {
                Attributes = i.Attributes, IsLocal = i.IsLocal, PartitionAttributes = i.PartitionAttributes, SortAttributes = i.SortAttributes,
            }),
        ],
        ItemCollections =
        [
            .. model.ItemCollections.OrderBy(c => c.IndexName is null ? -1 : model.Indexes.IndexOf(model.Indexes.First(i => i.Name == c.IndexName)))
                .Select(c => new ItemCollectionSchema(c.Name, c.IndexName, c.Shape, [.. c.Entities.Select(e => e.Name)])),
        ],
        Entities = [.. model.Entities.Select(Entity)],
    };

    private static EntitySchema Entity(EntityModel entity) => new()
    {
        Name = entity.Name,
        ClrType = entity.ClrType,
        TypeName = entity.TypeName,
        Base = entity.Base?.Name,
        IsTenantOwned = entity.IsTenantOwned,
        TimeToLive = entity.TimeToLive?.Name,
        Lifetime = entity.Lifetime switch
        {
            null => null,
            { Duration: { } duration } => $"{duration.Name} after each write that sets it",
            var fixedTime => $"{fixedTime.Fixed:c} after {(fixedTime.IsSliding ? "each update" : "its creation")}",
        },
        SoftDelete = entity.SoftDelete?.Property.Name,
        KeepFor = entity.SoftDelete?.KeepFor,
        Key = Key(entity.Key),
        IndexKeys = [.. entity.Keys.Skip(1).Select(Key)],
        Properties = [.. entity.Properties.Select(p => new PropertySchema(
            p.Name, p.ClrType, p.AttributeName, p.IsKey, p.IsNullable, p.OnCreate?.ToString(), p.OnUpdate?.ToString(), p.IsSealed)
            {
                AttributeType = p.Mapping.Kind.ToString().ToUpperInvariant(),
            })],
        IsAbstract = !entity.Concrete.Contains(entity),
        Uniques = [.. entity.Uniques.Select(u => Unique(u, entity))],
        Children = [.. entity.Navigations.OfType<ChildrenModel>().Select(Children)],
    };

    private static KeySchema Key(KeyModel key) => new(key.IndexName, string.Join(", ", key.PartitionKeys), key.SortKeys.IsEmpty ? null : string.Join(", ", key.SortKeys))
    {
        Attributes = [.. key.PartitionKeys.Select(a => Attribute(a, true)), .. key.SortKeys.Select(a => Attribute(a, false))],
    };

    private static KeyAttributeSchema Attribute(KeyAttributeModel attribute, bool isPartition) => new(attribute.Name, attribute.Kind.ToString(), isPartition)
    {
        Property = attribute.Template is null ? attribute.Slots[0].Property.Name : null,
        IsTenant = attribute.Template is null && attribute.Slots[0].Property.IsTenant,
        Parts = attribute.Template is { } template ? Parts(template, slot => attribute.Slots[slot].Property.IsTenant) : [],
    };

    private static KeyPartSchema[] Parts(KeyTemplate template, Predicate<int> isTenant) =>
    [
        .. template.Parts.Select(p => p.Slot is { } slot
            ? new KeyPartSchema(null, slot.Property) { Format = slot.Format, Encoding = slot.Encoding, IsTenant = isTenant(slot.Index) }
            : new KeyPartSchema(p.Literal, null)),
    ];

    private static UniqueSchema Unique(UniqueModel unique, EntityModel entity) => new(
        unique.Name,
        [.. unique.Properties.Select(p => p.Name)],
        new KeySchema(null, unique.Partition.ToString(), unique.Sort.ToString())
        {
            Attributes =
            [
                new(entity.Table.PartitionKey, "S", true) { Parts = Parts(unique.Partition, slot => unique.IsTenantOwned && slot == 0) },
                new(entity.Table.SortKey, "S", false) { Parts = Parts(unique.Sort, _ => false) },
            ],
        });

    private static string? Sort(IndexModel index) => index.SortAttributes.IsEmpty ? null : string.Join(", ", index.SortAttributes);

    private static ChildrenSchema Children(ChildrenModel navigation) => new(
        navigation.Name,
        navigation.Child.Name,
        navigation.ParentSegments is null ? "of the partition" : $"whose sort key starts with {navigation.Parent.Key.Sort}");
}
