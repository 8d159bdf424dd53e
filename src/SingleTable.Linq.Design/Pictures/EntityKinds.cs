using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Pictures;

/// <summary>The entities of a model that items can be of, each with its number, and what an item is.</summary>
internal sealed class EntityKinds
{
    private readonly TableSchema _model;
    private readonly Dictionary<string, EntitySchema> _byName;
    private readonly Dictionary<string, EntitySchema> _byType = new(StringComparer.Ordinal);
    private readonly Dictionary<EntitySchema, ItemKind> _kinds = new(ReferenceEqualityComparer.Instance);

    public EntityKinds(TableSchema model)
    {
        _model = model;
        _byName = new(StringComparer.Ordinal);
        foreach (var entity in model.Entities)
        {
            _byName.TryAdd(entity.Name, entity);
        }

        All = [.. model.Entities.Where(e => !e.IsAbstract)];
        for (var i = 0; i < All.Count; i++)
        {
            _byType[All[i].TypeName] = All[i];
            _kinds[All[i]] = new ItemKind(i, All[i].Name);
        }
    }

    /// <summary>Those that items can be of; the index is the number.</summary>
    public IReadOnlyList<EntitySchema> All { get; }

    public ItemKind this[EntitySchema entity] => _kinds[entity];

    /// <summary>What items of a declared entity can be: itself, and what derives from it.</summary>
    public IEnumerable<EntitySchema> Concrete(string root) => All.Where(e => RootOf(e).Name == root);

    public ItemKind KindOf(IReadOnlyDictionary<string, AttributeValue> item) => EntityOf(item) is { } entity
        ? _kinds[entity]
        : new ItemKind(null, GuardOf(item) is { } unique ? $"guard of {unique.Name}" : item.GetValueOrDefault(_model.TypeAttribute)?.S ?? "no type");

    public EntitySchema? EntityOf(IReadOnlyDictionary<string, AttributeValue> item)
    {
        if (item.GetValueOrDefault(_model.TypeAttribute)?.S is not { } type)
        {
            return null;
        }

        // A tenant's items carry the tenant before the type, whose name holds no separator.
        return _byType.GetValueOrDefault(type[(type.LastIndexOf('#') + 1)..]);
    }

    public UniqueSchema? GuardOf(IReadOnlyDictionary<string, AttributeValue> item) => EntityOf(item) is not null ? null : All.SelectMany(e => e.Uniques)
        .FirstOrDefault(u => u.Guard.Attributes.All(a => item.GetValueOrDefault(a.Name)?.S is { } text && KeyText.IsOf(text, a.Parts)));

    private EntitySchema RootOf(EntitySchema entity) => entity.Base is { } parent && _byName.TryGetValue(parent, out var found) ? RootOf(found) : entity;
}
