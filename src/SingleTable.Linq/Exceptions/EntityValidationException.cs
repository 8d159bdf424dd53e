namespace SingleTable.Linq;

/// <summary>
/// Values of an entity are not valid (<c>STL3151</c>): by its DataAnnotations, by its <c>IValidatableObject</c>, or by a validator of the model
/// (<see cref="EntityBuilder{T}.HasValidator"/>). Nothing was sent, also of the rest of a batch or transaction.
/// </summary>
public sealed class EntityValidationException : WriteException
{
    internal EntityValidationException(string message, IReadOnlyList<EntityValidationFailure> failures)
        : base("STL3151", message) => Failures = failures;

    /// <summary>Everything that is not valid; in a batch or transaction of all its entities, in their order.</summary>
    public IReadOnlyList<EntityValidationFailure> Failures { get; }

    /// <summary>The failures as those of one write of several.</summary>
    internal IEnumerable<EntityValidationFailure> At(int index) => Failures.Select(f => f with { Index = index });
}

/// <summary>One thing that is not valid in an entity.</summary>
/// <param name="Property">The name of the property; null where it is the entity as a whole.</param>
/// <param name="Message">What is wrong, for a person. It becomes part of the exception's message: leave out what must not be logged.</param>
public sealed record EntityValidationFailure(string? Property, string Message)
{
    /// <summary>The name of the entity type; filled in by the library.</summary>
    public string Entity { get; internal init; } = "";

    /// <summary>The position of the write in its batch or transaction, from zero; null for a write by itself.</summary>
    public int? Index { get; internal init; }
}
