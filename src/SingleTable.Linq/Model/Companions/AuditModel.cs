using System.Collections.Immutable;

namespace SingleTable.Linq.Model.Companions;

/// <summary>What the audit trail of an entity holds.</summary>
internal sealed class AuditModel
{
    /// <summary>The entity of the trail's entries.</summary>
    public required EntityModel Entry { get; init; }

    /// <summary>The properties that are written down: all but those of the key and those that were left out.</summary>
    public required ImmutableArray<PropertyModel> Properties { get; init; }

    /// <summary>Those of them of which only is told that they changed.</summary>
    public required ImmutableHashSet<PropertyModel> Redacted { get; init; }

    /// <summary>
    /// Which item an entry is about: its key without the tenant, which is in the entry's own. No key holds a space, so that two keys never make one text.
    /// </summary>
    public static string EntityKey(EntityModel entity, string partition, string sort, string? tenant)
    {
        var template = entity.Key.Partition;
        var known = entity.IsTenantOwned ? template.LiteralPrefix.Length + template.EncodeSlot(0, tenant).Length + 1 : 0;
        return known < partition.Length ? $"{partition[known..]} {sort}" : sort;
    }
}
