namespace SingleTable.Linq;

/// <summary>
/// The item was changed since the entity was read: it has another version (<see cref="EntityBuilder{T}.HasVersion"/>). Nothing was written.
/// <see cref="ConditionFailedException.Current"/> is the item as it is, sent along with the failure: there was no second read.
/// </summary>
public sealed class VersionConflictException : ConditionFailedException
{
    internal VersionConflictException(string message, object current, Exception? innerException)
        : base("STL3011", message, current, innerException)
    {
    }

    /// <summary>The version that the write expected.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The version that the item has.</summary>
    public required long CurrentVersion { get; init; }
}
