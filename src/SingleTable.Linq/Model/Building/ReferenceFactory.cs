using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds for each slot of a referenced entity's key the property of the referring entity that gives it.</summary>
internal sealed class ReferenceFactory
{
    private readonly string _navigation;
    private readonly IReadOnlyDictionary<string, PropertyInfo> _key;
    private readonly EntityModel _source;
    private readonly EntityModel _target;
    private readonly List<string> _problems;
    private readonly string _name;
    private readonly bool _isShared;

    private ReferenceFactory(
        string navigation, string name, IReadOnlyDictionary<string, PropertyInfo> key, EntityModel source, EntityModel target, List<string> problems)
    {
        (_navigation, _name, _key, _source, _target, _problems) = (navigation, name, key, source, target, problems);
        _isShared = source.Key.Partition.Shape == target.Key.Partition.Shape;
    }

    public static IEnumerable<ReferenceModel> Create(EntityDefinition definition, EntityModel source, IReadOnlyList<EntityModel> entities)
    {
        foreach (var reference in definition.References.Where(r => r.Key is not null).DistinctBy(r => r.Member.Name))
        {
            var name = $"{source.Name}.{reference.Member.Name}";
            var type = reference.Member.PropertyType;
            if (entities.FirstOrDefault(e => e.ClrType == type) is not { } target)
            {
                definition.Problems.Add(TypeMembers.Elements(type).Any(t => entities.Any(e => e.ClrType == t))
                    ? $"{name}: HasOne names a collection. Declare it with HasMany(x => x.{reference.Member.Name})."
                    : $"{name}: {TypeText.Of(type)} is not an entity of this table. Declare it with Entity<{TypeText.Of(type)}>(…), or remove HasOne.");
            }
            else if (Construction.SetterOf(reference.Member) is null)
            {
                definition.Problems.Add($"{name}: Include could not fill it. Give it a setter (init will do).");
            }
            else if (source.HasKey && target.HasKey
                && new ReferenceFactory(reference.Member.Name, name, reference.Key!, source, target, definition.Problems).Create(reference.Member) is { } model)
            {
                yield return model;
            }
        }
    }

    /// <summary>Which properties of one entity give the key of another, for what is not declared as a reference.</summary>
    /// <param name="navigation">What a reference would be called.</param>
    /// <param name="name">What wants to know, for problems.</param>
    /// <param name="source">The entity that has the properties.</param>
    /// <param name="target">The entity whose key is wanted.</param>
    /// <param name="problems">Receives what is missing.</param>
    public static (ImmutableArray<PropertyModel?> Partition, ImmutableArray<PropertyModel?> Sort)? SourcesOf(
        string navigation, string name, EntityModel source, EntityModel target, List<string> problems) =>
        new ReferenceFactory(navigation, name, new Dictionary<string, PropertyInfo>(), source, target, problems).Sources();

    private ReferenceModel? Create(PropertyInfo member)
    {
        if (Sources() is not var (partition, sort))
        {
            return null;
        }

        var (key, own) = (_target.Key, _source.Key);
        var isInPartition = _isShared && partition.Select((p, i) => p == Given(own.PartitionSlots[i])).All(same => same);
        if (_source.Hierarchy == _target.Hierarchy && isInPartition && sort.SequenceEqual(own.SortSlots.Select(Given)))
        {
            _problems.Add($"{_name}: the properties that give the key of the {_target.Name} are its own key, so it would refer to itself. Add a property such as "
                + $"{_navigation}{key.Slots.Last().Name}, or name the properties: HasOne(x => x.{_navigation}, x => new {{ … }}).");
            return null;
        }

        return new ReferenceModel
        {
            Member = member, Parent = _source, Child = _target, PartitionSources = partition, SortSources = sort, IsInPartition = isInPartition,
        };
    }

    private (ImmutableArray<PropertyModel?> Partition, ImmutableArray<PropertyModel?> Sort)? Sources()
    {
        var before = _problems.Count;
        foreach (var name in _key.Keys.Where(n => _target.Key.Slots.All(s => s.Name != n)))
        {
            _problems.Add($"{_name}: HasOne gives {name}, which is not part of the key of {_target.Name} "
                + $"(it has: {string.Join(", ", _target.Key.Slots.Where(s => !s.IsTenant).Select(s => s.Name))}). Name one of these.");
        }

        var (key, own) = (_target.Key, _source.Key);
        var partition = Sources(key.PartitionSlots, own.PartitionSlots, _isShared);
        var sort = Sources(key.SortSlots, own.SortSlots, _isShared && key.Sort!.IsPrefixOf(own.Sort!));
        return _problems.Count > before ? null : (partition, sort);
    }

    private static PropertyModel? Given(PropertyModel slot) => slot.IsTenant ? null : slot;

    private ImmutableArray<PropertyModel?> Sources(ImmutableArray<PropertyModel> slots, ImmutableArray<PropertyModel> own, bool byPlace)
    {
        var sources = ImmutableArray.CreateBuilder<PropertyModel?>();
        for (var i = 0; i < slots.Length; i++)
        {
            sources.Add(slots[i].IsTenant ? null : Source(slots[i], byPlace ? own[i] : null));
        }

        return sources.ToImmutable();
    }

    private PropertyModel? Source(PropertyModel slot, PropertyModel? atSamePlace)
    {
        var tried = Candidates(slot).ToList();
        var found = _key.TryGetValue(slot.Name, out var given) ? Property(given.Name)
            : Property(tried[0]) ?? atSamePlace ?? tried.Skip(1).Select(Property).FirstOrDefault(p => p is not null);
        if (found is null)
        {
            _problems.Add(given is not null
                ? $"{_name}: HasOne takes {slot.Name} from {given.Name}, which is not a stored property of {_source.Name}. Name one that is."
                : $"{_name}: no property of {_source.Name} gives {slot.Name} of the key of {_target.Name} (looked for: {string.Join(", ", tried)}). Add one of these, or "
                    + $"name it: HasOne(x => x.{_navigation}, x => new {{ {slot.Name} = x.… }}).");
        }
        else if (Plain(found.ClrType) != Plain(slot.ClrType))
        {
            _problems.Add($"{_name}: {_source.Name}.{found.Name} gives {slot.Name} of the key of {_target.Name}, but is {TypeText.Of(found.ClrType)} where that is "
                + $"{TypeText.Of(slot.ClrType)}. Use one type in both.");
        }

        return found;
    }

    // The navigation's own name first: Order.BillingAddress has BillingAddressId, whatever else the order knows of addresses. An Id of the source is
    // the source's own.
    private IEnumerable<string> Candidates(PropertyModel slot)
    {
        yield return _navigation + slot.Name;
        if (slot.Name != "Id")
        {
            yield return slot.Name;
        }
        else if (_navigation != _target.Name)
        {
            yield return _target.Name + slot.Name;
        }
    }

    private PropertyModel? Property(string name) => _source.Properties.FirstOrDefault(p => p.Name == name);

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
