using System.Linq.Expressions;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

internal enum UpdateKind
{
    Set,
    SetIfNotExists,
    Add,
    Subtract,
    Remove,
    AddToSet,
    RemoveFromSet,

    /// <summary>Adds elements at the end of a list.</summary>
    Append,

    /// <summary>Adds elements at the start of a list.</summary>
    Prepend,

    /// <summary>Removes an element of a list: read as a removal of the path to it.</summary>
    RemoveAt,

    /// <summary>Puts elements into a list: done as a Set of the list that is known.</summary>
    Insert,

    /// <summary>Sets what is computed from the item: the value is a <see cref="SetExpression"/>.</summary>
    Compute,

    /// <summary>Changes nothing: says what the item holds.</summary>
    Given,
}

/// <summary>One call on an update's builder, as it was written.</summary>
internal sealed record UpdateOperation(UpdateKind Kind, LambdaExpression Path, object? Value);

/// <summary>All the calls on an update's builder.</summary>
internal sealed record UpdateOperations(UpdateOperation[] All)
{
    /// <summary>The caller takes it that the update may be done twice when a reply is lost.</summary>
    public bool IsAtLeastOnce { get; init; }

    /// <summary>The caller wants what the model changes with each update, even where it says nothing more.</summary>
    public bool IsTouch { get; init; }

    /// <summary>What to do about values that are not known; null for what the model says.</summary>
    public MissingValues? OnMissing { get; init; }

    /// <summary>What to do, where two values of the entity said so, and not calls.</summary>
    public Difference? Difference { get; init; }
}

/// <summary>Where to put which elements.</summary>
internal sealed record InsertedElements(int Index, Array Elements);

/// <summary>An operation on a known attribute, checked, with a value of the attribute's own type.</summary>
internal sealed record UpdateChange(UpdateKind Kind, AttributeOperand Path, object? Value);
