using SingleTable.Linq.Execution.Pages;

namespace SingleTable.Linq.Writing.Bulk;

internal enum BulkOutcome
{
    /// <summary>Nothing was sent.</summary>
    Waiting,

    /// <summary>The write was sent; there is no answer, or none that tells.</summary>
    Sent,

    Changed,

    /// <summary>It does not satisfy the query any more, or is gone.</summary>
    Skipped,

    /// <summary>This operation had changed it before.</summary>
    Repeated,
}

/// <summary>One of the items under way, and what has become of it.</summary>
internal sealed class BulkItem(KeyedEntity read)
{
    public object Entity => read.Entity;

    public ItemKey Key { get; } = new(read.Partition, read.Sort);

    /// <summary>The place behind it.</summary>
    public byte[] Position => read.Position;

    public BulkOutcome Outcome { get; set; }

    public bool IsSettled => Outcome >= BulkOutcome.Changed;
}
