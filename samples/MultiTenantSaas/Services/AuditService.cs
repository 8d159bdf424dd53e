namespace MultiTenantSaas.Services;

public sealed class AuditService(SaasTable db)
{
    /// <summary>Writes an entry by itself, for what changes nothing in this table; changes write theirs in their own transaction.</summary>
    public Task<AuditLog> LogActionAsync(string entityType, string entityId, AuditAction action, params (string Property, string? Old, string? New)[] changes) =>
        db.AuditLogs.CreateAsync(Entry(entityType, entityId, action, changes));

    /// <summary>What happened to one entity, oldest first.</summary>
    public Task<List<AuditLog>> GetEntityAuditTrailAsync(string entityType, string entityId) =>
        db.AuditLogs.Where(a => a.EntityType == entityType && a.EntityId == entityId).ToListAsync();

    /// <summary>An entry for a transaction. Its id, time, user and request are generated when it is added.</summary>
    public AuditLog Entry(string entityType, string entityId, AuditAction action, params (string Property, string? Old, string? New)[] changes) => new()
    {
        EntityType = entityType,
        EntityId = entityId,
        Action = action,
        Changes = changes.Where(c => c.Old != c.New).ToDictionary(c => c.Property, c => new Change(c.Old, c.New)),
    };
}
