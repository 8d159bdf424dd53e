namespace SingleTable.Linq;

/// <summary>An item was not written, because another one has the value that must be unique (<c>HasUnique</c>).</summary>
public sealed class UniqueViolationException : SingleTableException
{
    internal UniqueViolationException(string message, Exception? innerException)
        : base("STL3007", message, innerException)
    {
    }

    /// <summary>The name of the constraint, for example <c>User.Email</c>.</summary>
    public required string Constraint { get; init; }
}
