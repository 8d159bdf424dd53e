namespace SingleTable.Linq;

/// <summary>
/// A part of a batch is not done: DynamoDB kept leaving it, or a request failed (<see cref="Exception.InnerException"/>) when others had been
/// answered. All the rest is done.
/// </summary>
public sealed class BatchIncompleteException : SingleTableException
{
    internal BatchIncompleteException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>
    /// Exactly what is not known to be done, the objects that were given, in their order: entities, queries that name one to delete, or the
    /// <see cref="BatchKey"/>s of a read.
    /// </summary>
    public IReadOnlyList<object> Leftover { get; internal init; } = [];

    /// <summary>Those of <see cref="Leftover"/> that were to be put.</summary>
    public IReadOnlyList<object> LeftoverPuts { get; internal init; } = [];

    /// <summary>Those of <see cref="Leftover"/> that were to be deleted.</summary>
    public IReadOnlyList<object> LeftoverDeletes { get; internal init; } = [];
}
