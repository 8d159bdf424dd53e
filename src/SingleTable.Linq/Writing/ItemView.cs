using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>What is known of an item's values after an update. What it takes on the caller's word becomes a condition of the update.</summary>
internal sealed class ItemView(ItemUpdate update, BoundTarget target, IReadOnlyDictionary<PropertyModel, object?>? given, string? tenant)
{
    /// <returns>Whether the value is known.</returns>
    public bool TryAfter(PropertyModel property, out object? value)
    {
        value = null;
        if (property.IsTenant)
        {
            value = tenant;
            return true;
        }

        return update.ChangeOf(property) switch
        {
            null => TryBefore(property, out value),
            { Kind: UpdateKind.Set } set => Known(set.Value, out value),
            { Kind: UpdateKind.Remove } => true,
            { Kind: UpdateKind.Add or UpdateKind.Subtract } sum => TryBefore(property, out var before)
                && Known(UpdateValues.Sum(before, sum) ?? throw WriteErrors.SumType(update.Entity, sum.Path), out value),
            { Kind: UpdateKind.Compute, Value: SetExpression computed } change => computed.Reads.All(r => TryBefore(r.Property, out _))
                && Known(computed.Evaluate(Before, change.Path.Mapping) ?? throw WriteErrors.SumType(update.Entity, change.Path), out value),
            { Kind: UpdateKind.SetIfNotExists } set => TryBefore(property, out var before)
                && Known(ItemJson.IsAbsent(property, before) ? set.Value : before, out value),
            { Kind: UpdateKind.AddToSet or UpdateKind.RemoveFromSet or UpdateKind.Append or UpdateKind.Prepend } => false,
            { } other => throw new System.Diagnostics.UnreachableException($"{other.Kind}"),
        };
    }

    /// <summary>The value, where the kind of the change tells that it is known.</summary>
    public object? After(PropertyModel property) =>
        TryAfter(property, out var value) ? value : throw new System.Diagnostics.UnreachableException($"{property} is open.");

    private object? Before(AttributeOperand path) => TryBefore(path.Property, out var value) ? PathValues.At(path, value) : null;

    private bool TryBefore(PropertyModel property, out object? value)
    {
        if (property.IsKey)
        {
            value = target.Values[property.Index];
            return true;
        }

        value = null;
        if (given is not null && given.TryGetValue(property, out value))
        {
            return true;
        }

        // The write is for an item that is not deleted: its condition says so already.
        if (!target.SeesDeleted && property == target.Entity.SoftDelete?.Property)
        {
            return true;
        }

        if (!target.IsLoaded)
        {
            return false;
        }

        value = target.Values[property.Index];
        update.Guard(property, value);
        return true;
    }

    private static bool Known(object? from, out object? value)
    {
        value = from;
        return true;
    }
}
