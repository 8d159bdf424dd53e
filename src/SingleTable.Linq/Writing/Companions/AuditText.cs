using System.Text.Json.Nodes;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>The values of properties as texts that a person can compare: what is stored, without DynamoDB's type tags.</summary>
internal static class AuditText
{
    /// <summary>What changed between two states of an item, either of which may be absent.</summary>
    public static IReadOnlyList<AuditChange> Changes(EntityModel entity, object?[]? before, object?[]? after) =>
        entity.Audit is { } audit ? Changes(audit, audit.Properties, before, after) : [];

    /// <summary>The same of an item that moves: what its key is made of comes first.</summary>
    public static IReadOnlyList<AuditChange> MovedChanges(EntityModel entity, object?[] before, object?[] after) =>
        Changes(entity.Audit!, entity.Key.Slots.Where(s => !s.IsTenant).Concat(entity.Audit!.Properties), before, after);

    private static List<AuditChange> Changes(AuditModel audit, IEnumerable<PropertyModel> properties, object?[]? before, object?[]? after)
    {
        var changes = new List<AuditChange>();
        foreach (var property in properties)
        {
            var (old, current) = (Of(property, before?[property.Index]), Of(property, after?[property.Index]));
            if (old != current)
            {
                changes.Add(audit.Redacted.Contains(property)
                    ? new AuditChange(property.Name, null, null, IsRedacted: true)
                    : new AuditChange(property.Name, old, current));
            }
        }

        return changes;
    }

    /// <summary>The stored value of a property, or null where nothing is stored.</summary>
    public static string? Of(PropertyModel property, object? value) => ItemJson.IsAbsent(property, value) ? null : Of(property.Mapping, value);

    /// <summary>The stored form of a value.</summary>
    public static string? Of(AttributeMapping mapping, object? value)
    {
        using var writer = DynamoJsonWriter.Rent();
        mapping.WriteBoxed(writer, value);
        var stored = JsonNode.Parse(writer.Written)!.AsObject().First();
        return Plain(stored) is { } node ? node is JsonValue plain ? plain.ToString() : node.ToJsonString() : null;
    }

    private static JsonNode? Plain(KeyValuePair<string, JsonNode?> stored) => stored.Key switch
    {
        "NULL" => null,
        "M" => new JsonObject(stored.Value!.AsObject().OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => KeyValuePair.Create(m.Key, Plain(m.Value!.AsObject().First())))),
        "L" => new JsonArray([.. stored.Value!.AsArray().Select(e => Plain(e!.AsObject().First()))]),

        // A set has no order of its own.
        "SS" or "NS" or "BS" => new JsonArray(
            [.. stored.Value!.AsArray().Select(e => (string)e!).Order(StringComparer.Ordinal).Select(e => (JsonNode)e)]),
        _ => stored.Value!.DeepClone(),
    };
}
