using System.Collections.Immutable;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Model;

/// <summary>
/// One entity type of the table: its keys, its stored properties, its children. Types that derive from it have its keys, navigations and
/// properties, the same objects: what is said of keys is said of the whole hierarchy. Only a concrete type has a name in the type attribute, and a reader.
/// </summary>
internal abstract class EntityModel
{
    private Dictionary<string, PropertyModel> _byName = [];

    public required Type ClrType { get; init; }

    /// <summary>The name that is written to the type attribute.</summary>
    public required string TypeName { get; init; }
    public required bool IsTenantOwned { get; init; }

    /// <summary>The entity that this one derives from.</summary>
    public EntityModel? Base { get; init; }

    /// <summary>What an item of this entity can be: itself unless it is abstract, and all that derives from it.</summary>
    public ImmutableArray<EntityModel> Concrete { get; internal set; } = [];
    public PropertyModel? TimeToLive { get; init; }

    /// <summary>How <see cref="TimeToLive"/> gets its value; null where callers say it.</summary>
    public LifetimeModel? Lifetime { get; internal set; }

    /// <summary>How items are deleted so that it can be taken back; null where they are gone.</summary>
    public SoftDeleteModel? SoftDelete { get; internal set; }

    /// <summary>The property that the table's time-to-live attribute follows, so long behind it; null where items stay for ever.</summary>
    public (PropertyModel Property, TimeSpan Later)? Expiry => (TimeToLive, SoftDelete) switch
    {
        ({ } property, _) => (property, TimeSpan.Zero),
        (_, { KeepFor: { } keepFor } deletion) => (deletion.Property, keepFor),
        _ => null,
    };

    /// <summary>Whether an entity is one that nobody reads any more, although its item is still there.</summary>
    /// <param name="item">The entity.</param>
    /// <param name="includesDeleted">Whether deleted ones are wanted, as long as they are kept.</param>
    /// <param name="time">The clock.</param>
    public bool IsHidden(object item, bool includesDeleted, TimeProvider time) =>
        (Expiry is var (property, later) && ExpiryTime.Seconds(property.Get(item), later) <= time.GetUtcNow().ToUnixTimeSeconds())
        || (!includesDeleted && IsDeleted(item));

    public bool IsDeleted(object item) => SoftDelete?.Property.Get(item) is not null;

    public bool IsDeleted(object?[] values) => SoftDelete is { } deletion && values[deletion.Property.Index] is not null;

    /// <summary>The attributes that tell which items are hidden.</summary>
    public IEnumerable<string> HiddenBy
    {
        get
        {
            if (Expiry is not null)
            {
                yield return Table.TimeToLiveAttribute!;
            }

            if (SoftDelete is { } deletion)
            {
                yield return deletion.Property.AttributeName;
            }
        }
    }

    /// <summary>The number that each change of an item raises.</summary>
    public PropertyModel? Version { get; internal set; }

    /// <summary>What updates do about values that they need and do not know.</summary>
    public MissingValues OnMissing { get; internal set; }
    public TableModel Table { get; internal set; } = null!;
    public ImmutableArray<KeyModel> Keys { get; internal set; } = [];
    public ImmutableArray<NavigationModel> Navigations { get; internal set; } = [];
    public ImmutableArray<UniqueModel> Uniques { get; internal set; } = [];

    /// <summary>The parents' numbers that this entity's items count in.</summary>
    public ImmutableArray<CounterModel> Counters { get; internal set; } = [];
    public AuditModel? Audit { get; internal set; }

    /// <summary>What must hold of the values before they are sent; null where nothing is asked.</summary>
    public ValidationModel? Validation => LazyValidation?.Value;

    /// <summary>Found with the first write: to look for attributes takes longer than to read an item.</summary>
    internal Lazy<ValidationModel?>? LazyValidation { get; set; }

    /// <summary>The numbers of this entity's own items that count others.</summary>
    public ImmutableArray<CounterModel> Counts { get; internal set; } = [];

    /// <summary>Whether a value of an item of its hierarchy is awaited before it can be written.</summary>
    public bool AwaitsValues { get; internal set; }

    /// <summary>Whether other items must be written together with this entity's.</summary>
    public bool HasCompanions => Uniques.Length > 0 || Counters.Length > 0 || Audit is not null;

    /// <summary>The same of an update, which cannot change what is counted by the item's key.</summary>
    public bool HasUpdateCompanions => Uniques.Length > 0 || Audit is not null || Counters.Any(c => c.Sources.Any(s => s is { IsKey: false, IsTenant: false }));

    public required ImmutableArray<PropertyModel> Properties
    {
        get;
        init
        {
            field = value;
            _byName = value.ToDictionary(p => p.Name);
            GeneratesOnCreate = value.Any(p => p.OnCreate is not null);
            Tenant = value.FirstOrDefault(p => p.IsTenant);
        }
    }

    /// <summary>The properties that are key attributes of indexes, whether or not an item has all that it takes to be on them.</summary>
    public ImmutableArray<(PropertyModel Property, IndexModel Index)> IndexedProperties => field.IsDefault
        ? field =
        [
            .. from index in Table.Indexes
            where index.IsNative
            from attribute in index.KeyAttributes
            from property in AllProperties
            where property.AttributeName == attribute
            select (property, index),
        ]
        : field;

    /// <summary>The property that holds the tenant; null where none does.</summary>
    public PropertyModel? Tenant { get; private init; }

    /// <summary>Whether a property is given a value when an item is created.</summary>
    public bool GeneratesOnCreate { get; private init; }

    /// <summary>The entity whose keys these are.</summary>
    public EntityModel Hierarchy => Base?.Hierarchy ?? this;

    /// <summary>Whether other types of its hierarchy have the same keys.</summary>
    public bool IsPartOfHierarchy => Base is not null && Hierarchy.Concrete.Length > Concrete.Length;

    /// <summary>The properties of every item of this entity, and those that only some have.</summary>
    public IEnumerable<PropertyModel> AllProperties => Concrete is [_] ? Concrete[0].Properties : Concrete.SelectMany(c => c.Properties).Distinct();

    public string Name => field ??= TypeText.Of(ClrType);

    /// <summary>The table's own key; the others are those of indexes.</summary>
    public KeyModel Key => Keys[0];

    /// <summary>False only while a model with problems is checked for more of them.</summary>
    public bool HasKey => Keys is [{ IsTable: true }, ..];

    public abstract EntityReader Reader { get; }

    /// <summary>Checks the table's own key of the items that are read.</summary>
    public abstract KeyMatcher KeyMatcher { get; }

    /// <summary>Writes items straight from entities; null where their values must be known first.</summary>
    public abstract ItemWriter? PlainWriter { get; }

    /// <summary>A plain entity as it is read back once it is written in a scope; null where that must be read.</summary>
    public abstract object? TryCopy(object source, string? tenant);

    public PropertyModel? Find(MemberInfo member) =>
        _byName.TryGetValue(member.Name, out var property) && member.DeclaringType!.IsAssignableFrom(ClrType) ? property : null;

    /// <summary>The same also where a derived type has the property; null where several have one of that name, as of an interface.</summary>
    public PropertyModel? FindInAny(MemberInfo member)
    {
        if (Find(member) is { } own)
        {
            return own;
        }

        List<PropertyModel> found = [.. Concrete.Select(c => c.Find(member)).OfType<PropertyModel>().Distinct().Take(2)];
        return found is [var only] ? only : null;
    }

    /// <summary>The most derived entity that all of these types are.</summary>
    public EntityModel Narrowed(ImmutableArray<EntityModel> types)
    {
        var narrowest = this;
        foreach (var candidate in Table.Entities)
        {
            if (candidate.IsOrDerivesFrom(narrowest) && types.All(candidate.Concrete.Contains))
            {
                narrowest = candidate;
            }
        }

        return narrowest;
    }

    public bool IsOrDerivesFrom(EntityModel other) => this == other || Base?.IsOrDerivesFrom(other) == true;

    public PropertyModel Property(string name) => _byName[name];

    public NavigationModel? FindNavigation(MemberInfo member) => Navigations.FirstOrDefault(n => n.Name == member.Name);

    public override string ToString() => Name;
}

/// <inheritdoc/>
internal sealed class EntityModel<T> : EntityModel
    where T : class
{
    private EntityReader<T>? _reader;
    private KeyMatcher<T>? _keyMatcher;
    private ItemWriter<T>? _plainWriter;
    private bool _knowsPlainWriter;

    // Compiled when the first item is read: a context with fifty entities should not pay for all of them at its start.
    public override EntityReader<T> Reader => _reader ??= EntityReader<T>.Create(
        [.. Properties.Select(p => new ColumnSpec(p.AttributeName, p.Member, p.Mapping))],
        new SystemAttributes(Table.TypeAttribute, Table.PartitionKey, Table.SortKey));

    public override ItemWriter? PlainWriter
    {
        get
        {
            if (!_knowsPlainWriter)
            {
                _plainWriter = ItemWriter.CanWrite(this) ? new ItemWriter<T>(this) : null;
                Volatile.Write(ref _knowsPlainWriter, true);
            }

            return _plainWriter;
        }
    }

    public override object? TryCopy(object source, string? tenant) => source is T own ? Reader.TryCopy(own, Tenant?.Index ?? -1, tenant) : null;

    public override KeyMatcher KeyMatcher => _keyMatcher ??= new KeyMatcher<T>(Key);
}
