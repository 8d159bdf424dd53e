namespace SingleTable.Linq;

/// <summary>
/// What to do when an update needs values that it does not know: the other parts of an index key that it changes, the number before a sum that an index key or the
/// time to live is made of, the list that <see cref="UpdateBuilder{T}.Insert"/> puts elements into.
/// </summary>
public enum MissingValues
{
    /// <summary>Refuses the update before anything is sent, and names the values. They can be given (<see cref="UpdateBuilder{T}.Given"/>, or a loaded entity).</summary>
    Refuse,

    /// <summary>
    /// Reads the item with a consistent GetItem, and updates it on the condition that what was used is unchanged; when somebody was faster it does so again from what the
    /// failure brings, at most ten times. An update that needs no more than it knows stays one request. Not in a transaction, which reads nothing.
    /// </summary>
    Read,

    /// <summary>
    /// Takes the item off the index whose key cannot be made: both of its key attributes are removed, until a write that knows the values puts it there again. Queries on the
    /// index do not find it meanwhile. What is not for an index is refused.
    /// </summary>
    LeaveIndex,
}
