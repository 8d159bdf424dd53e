using System.Collections.Immutable;
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
    private List<UpdateChange> _changes = [];
    private List<SystemChange>? _system;
    private List<(PropertyModel Property, object? Value)>? _guards;
    private List<AttributeOperand>? _required;
    private List<(string Index, bool Leaves)>? _indexes;

    public EntityModel Entity => entity;

    public IReadOnlyList<UpdateChange> Changes => _changes;

    public IReadOnlyList<SystemChange> System => _system ?? (IReadOnlyList<SystemChange>)[];

    /// <summary>What the item must hold, because the update was made from it.</summary>
    public IReadOnlyList<(PropertyModel Property, object? Value)> Guards => _guards ?? (IReadOnlyList<(PropertyModel, object?)>)[];

    /// <summary>The paths that the item must have.</summary>
    public IReadOnlyList<AttributeOperand> Required => _required ?? (IReadOnlyList<AttributeOperand>)[];

    /// <summary>The indexes whose keys change, and those that the item leaves, for the request's line.</summary>
    public IReadOnlyList<(string Index, bool Leaves)> Indexes => _indexes ?? (IReadOnlyList<(string, bool)>)[];

    /// <summary>Whether anything must hold of the item.</summary>
    public bool IsGuarded => _guards is not null || _required is not null;

    /// <summary>That all of it holds.</summary>
    public Predicate Guard() => IsGuarded
        ? Predicates.And([.. Guards.Select(g => Holds(g.Property, g.Value)), .. Required.Select(p => Predicates.Not(new IsNullPredicate(p)))])
        : ConstantPredicate.True;

    /// <summary>Whether its text depends on more than the properties that it changes: on paths into them, and on what they are computed of.</summary>
    public bool IsShapedByValues
    {
        get
        {
            foreach (var change in _changes)
            {
                if (change.Kind == UpdateKind.Compute || !change.Path.IsWholeProperty)
                {
                    return true;
                }
            }

            return _required is not null;
        }
    }

    /// <inheritdoc cref="BoundTarget.BulkId"/>
    public string? BulkId { get; set; }

    /// <summary>Whether it would be done twice when it is sent again after a lost reply, so that it needs a token.</summary>
    public bool NeedsToken { get; set; }

    /// <summary>What to do about values that it needs and that are not known.</summary>
    public MissingValues OnMissing { get; init; }

    /// <summary>Why it cannot be sent before the item is read; null when it can.</summary>
    public WriteException? Missing { get; private set; }

    /// <summary>Says that a value is not known.</summary>
    /// <param name="error">What is told when nothing is read.</param>
    public void Lack(WriteException error) => Missing ??= OnMissing == MissingValues.Read ? error : throw error;

    /// <summary>Whether it leaves an item the end that it has, so that it is no use where that has come.</summary>
    public bool KeepsExpiry { get; init; }

    /// <summary>Whether it is content that there is no item.</summary>
    public bool MayBeAbsent { get; set; }

    /// <summary>Whether it may be sent again after a lost reply without its token.</summary>
    public bool IsAtLeastOnce { get; init; }

    /// <summary>Whether sending it twice leaves the same item as sending it once; the version aside.</summary>
    public bool IsRepeatable
    {
        get
        {
            foreach (var change in _changes)
            {
                if (change.Path.Property != entity.Version && !IsRepeatableChange(change))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Takes the caller's changes, before any other: the list is the update's from now on.</summary>
    public void Take(List<UpdateChange> changes)
    {
        _changes = changes;
        foreach (var change in changes)
        {
            RequireWhatIsRead(change);
        }
    }

    public void Add(UpdateChange change)
    {
        _changes.Add(change);
        RequireWhatIsRead(change);
    }

    // What an expression reads must be there, and the map or list that a path leads into: the service's own refusal would not say which item is at fault.
    private void RequireWhatIsRead(UpdateChange change)
    {
        if (change.Value is SetExpression computed)
        {
            foreach (var operand in computed.Operands)
            {
                Require(operand.Value is null ? operand.Path : null);
            }
        }

        if (change.Kind is UpdateKind.Compute or UpdateKind.Add or UpdateKind.Subtract or UpdateKind.Append or UpdateKind.Prepend)
        {
            Require(Parent(change.Path));
        }
    }

    // Two indexes may share an attribute, which can be named once: an index that needs it wins, and the other is left by its other key.
    public void Add(SystemChange change)
    {
        var known = _system?.FindIndex(other => other.Name == change.Name) ?? -1;
        if (known < 0)
        {
            (_system ??= new(1)).Add(change);
        }
        else if (_system![known].Kind == UpdateKind.Remove)
        {
            _system[known] = change;
        }
    }

    /// <summary>Says what becomes of an index.</summary>
    public void AddIndex(string name, bool leaves) => (_indexes ??= []).Add((name, leaves));

    public UpdateChange? ChangeOf(PropertyModel property)
    {
        foreach (var change in _changes)
        {
            if (change.Path.Property == property && change.Path.IsWholeProperty)
            {
                return change;
            }
        }

        return null;
    }

    public bool Touches(PropertyModel property)
    {
        foreach (var change in _changes)
        {
            if (change.Path.Property == property)
            {
                return true;
            }
        }

        return false;
    }

    public bool TouchesAny(ImmutableArray<PropertyModel> properties)
    {
        foreach (var property in properties)
        {
            if (Touches(property))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes it a condition that the item has the path.</summary>
    public void Require(AttributeOperand? path)
    {
        if (path is not null && !Required.Any(known => known.Property == path.Property && known.Steps.SequenceEqual(path.Steps)))
        {
            (_required ??= []).Add(path);
        }
    }

    /// <summary>Makes it a condition that the item has the map that a path leads into, and the element of a list: one behind its end would be added.</summary>
    public void RequirePlace(AttributeOperand path)
    {
        Require(Parent(path));
        for (var i = 0; i < path.Steps.Length; i++)
        {
            Require(path.Steps[i].Name is null ? path with { Steps = path.Steps[..(i + 1)] } : null);
        }
    }

    // Only the path counts for existence.
    private static AttributeOperand? Parent(AttributeOperand path) => path.IsWholeProperty ? null : path with { Steps = path.Steps[..^1] };

    private bool IsRepeatableChange(UpdateChange change) => change.Kind switch
    {
        UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.AddToSet or UpdateKind.RemoveFromSet => true,

        // The next element takes the place of one that is removed.
        UpdateKind.Remove => change.Path.Steps is not [.., { Name: null }],
        UpdateKind.Compute => !((SetExpression)change.Value!).Reads.Any(r => _changes.Exists(c => c.Path.Property == r.Property)),
        UpdateKind.Add or UpdateKind.Subtract or UpdateKind.Append or UpdateKind.Prepend => false,
        _ => throw new System.Diagnostics.UnreachableException($"{change.Kind}"),
    };

    /// <summary>Makes it a condition that the item holds this value. Two different ones, as of a caller who is mistaken and of a read, can not both hold.</summary>
    public void Guard(PropertyModel property, object? value)
    {
        if (!Guards.Any(g => g.Property == property && Equals(g.Value, value)))
        {
            (_guards ??= []).Add((property, value));
        }
    }

    /// <summary>That an item holds this value.</summary>
    public static Predicate Holds(PropertyModel property, object? value) => ItemJson.IsAbsent(property, value)
        ? new IsNullPredicate(new AttributeOperand(property))
        : new ComparePredicate(
            new AttributeOperand(property), Comparison.Equal, new ValueOperand(new ConstantSource(value, property.ClrType), property.Mapping));
}
