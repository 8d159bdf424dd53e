using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>What to do with an attribute that the library keeps. A removal has no value.</summary>
internal sealed record SystemChange(UpdateKind Kind, string Name, ExpressionValue? Value);

/// <summary>
/// An update on its way to its expression: the caller's changes and the generated ones, those of the library's attributes that follow, and the
/// conditions under which they are right.
/// </summary>
internal sealed class ItemUpdate(EntityModel entity)
{
    private readonly List<UpdateChange> _changes = [];
    private readonly List<SystemChange> _system = [];
    private readonly Dictionary<PropertyModel, Predicate> _guards = [];

    public EntityModel Entity => entity;

    public IReadOnlyList<UpdateChange> Changes => _changes;

    public IReadOnlyList<SystemChange> System => _system;

    /// <summary>The indexes whose keys change, and those that the item leaves, for the request's line.</summary>
    public List<(string Index, bool Leaves)> Indexes { get; } = [];

    public Predicate Guards => Predicates.And([.. _guards.Values]);

    /// <summary>Whether it may be sent again after a lost reply without its token.</summary>
    public bool IsAtLeastOnce { get; init; }

    /// <summary>Whether sending it twice leaves the same item as sending it once; the version aside.</summary>
    public bool IsRepeatable => _changes.TrueForAll(c => c.Path.Property == entity.Version || c.Kind is
        UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.Remove or UpdateKind.AddToSet or UpdateKind.RemoveFromSet);

    public void Add(UpdateChange change) => _changes.Add(change);

    // Two indexes may share an attribute, which can be named once: an index that needs it wins, and the other is left by its other key.
    public void Add(SystemChange change)
    {
        var known = _system.FindIndex(other => other.Name == change.Name);
        if (known < 0)
        {
            _system.Add(change);
        }
        else if (_system[known].Kind == UpdateKind.Remove)
        {
            _system[known] = change;
        }
    }

    public UpdateChange? ChangeOf(PropertyModel property) => _changes.Find(c => c.Path.Property == property && c.Path.IsWholeProperty);

    public bool Touches(PropertyModel property) => _changes.Exists(c => c.Path.Property == property);

    /// <summary>Makes it a condition that the item holds this value.</summary>
    public void Guard(PropertyModel property, object? value) => _guards[property] = Holds(property, value);

    /// <summary>That an item holds this value.</summary>
    public static Predicate Holds(PropertyModel property, object? value) => ItemJson.IsAbsent(property, value)
        ? new IsNullPredicate(new AttributeOperand(property))
        : new ComparePredicate(
            new AttributeOperand(property), Comparison.Equal, new ValueOperand(new ConstantSource(value, property.ClrType), property.Mapping));
}
