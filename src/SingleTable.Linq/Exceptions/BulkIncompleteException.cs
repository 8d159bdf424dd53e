namespace SingleTable.Linq;

/// <summary>
/// An operation on many items was stopped half-way (<c>STL3140</c>): it was cancelled, a request failed, or an item cannot be written. The inner exception says
/// which. What is changed stays changed; <see cref="Token"/> is where to go on.
/// </summary>
public sealed class BulkIncompleteException : SingleTableException
{
    internal BulkIncompleteException(string code, string message, Exception innerException)
        : base(code, message, innerException)
    {
    }

    /// <summary>How many items this call is known to have changed or deleted.</summary>
    public long Changed { get; internal init; }

    /// <summary>How many did not satisfy the query any more, or were gone, when it was their turn.</summary>
    public long Skipped { get; internal init; }

    /// <summary>Where to go on: <see cref="BulkOptions.Resume"/>.</summary>
    public string Token { get; internal init; } = "";
}
