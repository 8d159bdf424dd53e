namespace SingleTable.Linq;

/// <summary>DynamoDB kept leaving entities of a batch unwritten, until no attempt was left. All the others are written.</summary>
public sealed class BatchIncompleteException : SingleTableException
{
    internal BatchIncompleteException(string message, IReadOnlyList<object> leftover)
        : base("STL3005", message) => Leftover = leftover;

    /// <summary>Exactly the entities that were not written, the objects that were given, in their order.</summary>
    public IReadOnlyList<object> Leftover { get; }
}
