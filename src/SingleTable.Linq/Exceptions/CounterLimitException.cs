namespace SingleTable.Linq;

/// <summary>A child was not created, because its parent has as many as the model allows (<c>Counts&lt;TChild&gt;(count, max)</c>).</summary>
public sealed class CounterLimitException : SingleTableException
{
    internal CounterLimitException(string message, Exception? innerException)
        : base("STL3008", message, innerException)
    {
    }

    /// <summary>The property that counts, for example <c>Team.MemberCount</c>.</summary>
    public required string Counter { get; init; }

    /// <summary>The parent as it is, for what it says of the limit; null when it is not there.</summary>
    public object? Parent { get; init; }
}
