namespace SingleTable.Linq;

/// <summary>
/// One change of one item, written by the same transaction as the change. The entries of an item are a partition of their own, in the order of time; read
/// them with <see cref="TableContext.AuditTrail{T}(object?[])"/>.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>The tenant; empty in a table without tenants.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The type name of the entity that changed.</summary>
    public required string EntityType { get; init; }

    /// <summary>Which item: its key without the tenant, as it is stored.</summary>
    public required string EntityKey { get; init; }

    /// <summary>When the write was made, by the options' <see cref="TableOptions.TimeProvider"/>. Of two that race, the one made first may be committed last.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A ULID, which keeps two entries of one moment apart and in their order.</summary>
    public required string Id { get; init; }

    /// <summary>Who, from <see cref="TableOptions.Actor"/>; null when the options name nobody.</summary>
    public string? By { get; init; }

    /// <summary>What the change belongs to, from <see cref="TableOptions.Actor"/>: the id of a request, for example.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What was done.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>
    /// Of a move the key that the item had before, in the form of <see cref="EntityKey"/>: the entries from before the move are those of that key. Otherwise
    /// null.
    /// </summary>
    public string? MovedFrom { get; init; }

    /// <summary>The properties that changed. Of a created item those that have a value, of a deleted one those that had one.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];
}

/// <summary>A property's value before and after a change, as the text that it is stored by: plain for texts and numbers, JSON for what holds others.</summary>
/// <param name="Property">The name of the property.</param>
/// <param name="Old">The value before; null where there was none, and where it is redacted.</param>
/// <param name="New">The value after; null where there is none, and where it is redacted.</param>
/// <param name="IsRedacted">Whether the values are left out.</param>
public sealed record AuditChange(string Property, string? Old, string? New, bool IsRedacted = false);

/// <summary>What was done with an item.</summary>
public enum AuditAction
{
    /// <summary>It was created.</summary>
    Create,

    /// <summary>It was changed, or replaced by another one with its key.</summary>
    Update,

    /// <summary>It was deleted.</summary>
    Delete,

    /// <summary>It got another key, and with it perhaps other values: <see cref="AuditEntry.MovedFrom"/> tells where it was.</summary>
    Move,

    /// <summary>It was brought back after a deletion.</summary>
    Restore,

    /// <summary>It was deleted for good, where a deletion can be taken back.</summary>
    Purge,
}

/// <summary>Who writes, for audit trails.</summary>
/// <param name="Name">The user or service.</param>
/// <param name="CorrelationId">What the writes belong to, for example the id of a request.</param>
public sealed record AuditActor(string Name, string? CorrelationId = null);
