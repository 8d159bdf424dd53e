using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Model;

/// <summary>One entity type of the table: its keys, its stored properties, its children.</summary>
internal abstract class EntityModel
{
    private FrozenDictionary<string, PropertyModel> _byName = FrozenDictionary<string, PropertyModel>.Empty;

    public required Type ClrType { get; init; }

    /// <summary>The name that is written to the type attribute.</summary>
    public required string TypeName { get; init; }
    public required bool IsTenantOwned { get; init; }
    public PropertyModel? TimeToLive { get; init; }
    public TableModel Table { get; internal set; } = null!;
    public ImmutableArray<KeyModel> Keys { get; internal set; } = [];
    public ImmutableArray<NavigationModel> Navigations { get; internal set; } = [];
    public ImmutableArray<UniqueModel> Uniques { get; internal set; } = [];

    /// <summary>The parents' numbers that this entity's items count in.</summary>
    public ImmutableArray<CounterModel> Counters { get; internal set; } = [];
    public AuditModel? Audit { get; internal set; }

    /// <summary>Whether other items must be written together with this entity's.</summary>
    public bool HasCompanions => Uniques.Length > 0 || Counters.Length > 0 || Audit is not null;

    public required ImmutableArray<PropertyModel> Properties
    {
        get;
        init
        {
            field = value;
            _byName = value.ToFrozenDictionary(p => p.Name);
        }
    }

    public string Name => field ??= TypeText.Of(ClrType);

    /// <summary>The table's own key; the others are those of indexes.</summary>
    public KeyModel Key => Keys[0];

    /// <summary>False only while a model with problems is checked for more of them.</summary>
    public bool HasKey => Keys is [{ IsTable: true }, ..];

    public abstract EntityReader Reader { get; }

    /// <summary>Checks the table's own key of the items that are read.</summary>
    public abstract KeyMatcher KeyMatcher { get; }

    public PropertyModel? Find(MemberInfo member) =>
        _byName.TryGetValue(member.Name, out var property) && member.DeclaringType!.IsAssignableFrom(ClrType) ? property : null;

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

    // Compiled when the first item is read: a context with fifty entities should not pay for all of them at its start.
    public override EntityReader<T> Reader => _reader ??= EntityReader<T>.Create(
        [.. Properties.Select(p => new ColumnSpec(p.AttributeName, p.Member, p.Mapping))],
        new SystemAttributes(Table.TypeAttribute, Table.PartitionKey, Table.SortKey));

    public override KeyMatcher KeyMatcher => _keyMatcher ??= new KeyMatcher<T>(Key);
}
