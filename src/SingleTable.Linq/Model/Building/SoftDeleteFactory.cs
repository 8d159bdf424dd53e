using System.Collections.Immutable;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds the property that tells when an item was deleted.</summary>
internal static class SoftDeleteFactory
{
    private static readonly TimeSpan s_longest = DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch;

    public static SoftDeleteModel? Create(TableDefinition table, EntityDefinition definition, ImmutableArray<PropertyModel> properties)
    {
        if (definition.SoftDelete is not var (member, keepFor))
        {
            return null;
        }

        var name = $"{definition.Name}.{member.Name}";
        if (keepFor is not null)
        {
            CheckExpiry(table, definition, name, keepFor.Value);
        }

        var property = properties.FirstOrDefault(p => p.Name == member.Name);
        if (member.PropertyType != typeof(DateTimeOffset?))
        {
            definition.Problems.Add($"{name} has the type {TypeText.Of(member.PropertyType)}, which cannot tell when an item was deleted, or that it is not. Use a DateTimeOffset?.");
        }
        else if (property is { IsKey: true } or { OnCreate: not null } or { OnUpdate: not null })
        {
            definition.Problems.Add($"{name} tells when an item was deleted, and cannot be part of the key or have a generator. Use a property of its own.");
        }

        return property is null ? null : new SoftDeleteModel(property, keepFor);
    }

    private static void CheckExpiry(TableDefinition table, EntityDefinition definition, string name, TimeSpan keepFor)
    {
        if (keepFor <= TimeSpan.Zero || keepFor > s_longest)
        {
            definition.Problems.Add($"{name}: keepFor is not longer than zero, or longer than any date can tell. Give the time in which a deletion can be taken back, or leave it "
                + "out for all times.");
        }

        if (table.TimeToLiveAttribute is null)
        {
            definition.Problems.Add($"{name}: deleted items are kept for a time, but the table has no attribute for that. Call HasTimeToLive(\"ttl\") on the table.");
        }

        if (definition.TimeToLive is { } expiry)
        {
            definition.Problems.Add($"{name}: deleted items are kept for a time, and {definition.Name} expires by {expiry.Name}, but an item has one end. Leave keepFor out, or remove "
                + "HasTimeToLive.");
        }
    }
}
