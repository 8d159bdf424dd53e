using System.Collections;
using System.Text.Json.Nodes;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>What an update makes of an item whose values are known: exact for whole properties; for what is inside of one, what the audit trail tells.</summary>
internal static class UpdatedState
{
    public static (object?[] After, IReadOnlyList<AuditChange> Changes) Of(ItemUpdate update, ItemState before)
    {
        var after = (object?[])before.Values.Clone();
        foreach (var change in update.Changes.Where(c => c.Path.IsWholeProperty))
        {
            after[change.Path.Property.Index] = After(change, before);
        }

        var inside = update.Changes.Where(c => before.Entity.Audit?.Properties.Contains(c.Path.Property) == true && !IsExact(c))
            .Select(c => Inside(c, before));
        return (after, [.. AuditText.Changes(before.Entity, before.Values, after), .. inside]);
    }

    private static bool IsExact(UpdateChange change) => change.Path.IsWholeProperty && change.Kind is UpdateKind.Set or UpdateKind.Remove or UpdateKind.Add
        or UpdateKind.Subtract or UpdateKind.SetIfNotExists or UpdateKind.Append or UpdateKind.Prepend or UpdateKind.Compute;

    // A set's elements make no key, no guard and no count: what is told of them is told by the audit trail.
    private static object? After(UpdateChange change, ItemState state)
    {
        var before = At(change.Path, state);
        return change.Kind switch
        {
            UpdateKind.Set => change.Value,
            UpdateKind.Remove => null,
            UpdateKind.SetIfNotExists => before ?? change.Value,
            UpdateKind.Add or UpdateKind.Subtract => UpdateValues.Sum(before, change) ?? throw WriteErrors.SumType(state.Entity, change.Path),
            UpdateKind.Append => UpdateValues.Inserted((IListMapping)change.Path.Mapping, before, null, (IEnumerable)change.Value!),
            UpdateKind.Prepend => UpdateValues.Inserted((IListMapping)change.Path.Mapping, before, 0, (IEnumerable)change.Value!),
            UpdateKind.Compute => ((SetExpression)change.Value!).Evaluate(path => At(path, state), change.Path.Mapping)
                ?? throw WriteErrors.SumType(state.Entity, change.Path),
            UpdateKind.AddToSet or UpdateKind.RemoveFromSet => before,
            _ => throw new System.Diagnostics.UnreachableException($"{change.Kind}"),
        };
    }

    private static object? At(AttributeOperand path, ItemState state) => PathValues.At(path, state.Values[path.Property.Index]);

    private static AuditChange Inside(UpdateChange change, ItemState before)
    {
        var property = change.Path.Property;
        var name = change.Kind switch
        {
            UpdateKind.AddToSet => $"{change.Path} (added)",
            UpdateKind.RemoveFromSet => $"{change.Path} (removed)",
            _ => change.Path.ToString(),
        };
        if (before.Entity.Audit!.Redacted.Contains(property))
        {
            return new AuditChange(name, null, null, IsRedacted: true);
        }

        var old = change.Path.IsWholeProperty ? null : At(AuditText.Of(property, before.Values[property.Index]), change);
        var now = change.Path.IsWholeProperty ? change.Value : After(change, before);
        return new AuditChange(name, old, now is null ? null : AuditText.Of(change.Path.Mapping, now));
    }

    private static string? At(string? stored, UpdateChange change)
    {
        if (stored is null)
        {
            return null;
        }

        var node = JsonNode.Parse(stored);
        foreach (var step in change.Path.Steps)
        {
            node = node switch
            {
                JsonObject map when step.Name is not null => map[step.AttributeName],
                JsonArray list when step.Name is null && step.Index < list.Count => list[step.Index],
                _ => null,
            };
        }

        return node is JsonValue value ? value.ToString() : node?.ToJsonString();
    }
}
