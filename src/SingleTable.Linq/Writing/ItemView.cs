using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>What is known of an item's values after an update. What it takes on the caller's word becomes a condition of the update.</summary>
internal sealed class ItemView(ItemUpdate update, BoundTarget target, IReadOnlyDictionary<PropertyModel, object?> given, string? tenant)
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
            _ => false,
        };
    }

    private bool TryBefore(PropertyModel property, out object? value)
    {
        if (property.IsKey)
        {
            value = target.Values[property.Index];
            return true;
        }

        if (given.TryGetValue(property, out value))
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
