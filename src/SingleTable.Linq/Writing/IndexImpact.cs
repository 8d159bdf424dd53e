using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Writing;

/// <summary>Keeps the keys of an index right when an update changes what they are made of: recomputed, removed, or the missing values demanded.</summary>
internal static class IndexImpact
{
    public static void Apply(KeyModel key, ItemUpdate update, ItemView view)
    {
        if (!update.TouchesAny(key.Inputs))
        {
            return;
        }

        var touched = key.Inputs.Where(update.Touches).ToList();

        if (touched.Find(s => IsOpen(update, s, view)) is { } unknowable)
        {
            Lack(key, update, WriteErrors.IndexOperation(update.Entity, unknowable, update.Changes.First(c => c.Path.Property == unknowable).Kind, key));
        }
        else if (key.Slots.Any(s => update.ChangeOf(s) is { Kind: UpdateKind.Remove }))
        {
            Write(key, update, [], leaves: true);
        }
        else if (key.Filter is not null || key.Slots.Any(s => s.IsNullable && !s.IsKey && !s.IsTenant))
        {
            ApplySparse(key, update, view, touched);
        }
        else
        {
            ApplyParts(key, update, view, touched);
        }
    }

    // What is changed inside of a property is not known of the whole.
    private static bool IsOpen(ItemUpdate update, PropertyModel property, ItemView view) => update.ChangeOf(property) is not { } change || change.Kind switch
    {
        UpdateKind.AddToSet or UpdateKind.RemoveFromSet or UpdateKind.Append or UpdateKind.Prepend => true,
        UpdateKind.Compute or UpdateKind.SetIfNotExists => !view.TryAfter(change.Path.Property, out _),

        // Sums that need the value before are demanded by name where the key is made.
        UpdateKind.Set or UpdateKind.Remove or UpdateKind.Add or UpdateKind.Subtract => false,
        _ => throw new System.Diagnostics.UnreachableException($"{change.Kind}"),
    };

    /// <summary>Writes both keys of the index, or removes them.</summary>
    public static void Write(KeyModel key, ItemUpdate update, object?[] values, bool leaves)
    {
        if (!key.HasOwnPartition && !key.HasOwnSort)
        {
            return;
        }

        update.AddIndex(key.IndexName!, leaves);
        if (leaves)
        {
            if (key.HasOwnPartition)
            {
                update.Add(new SystemChange(UpdateKind.Remove, key.PartitionAttribute, null));
            }

            if (key.HasOwnSort)
            {
                update.Add(new SystemChange(UpdateKind.Remove, key.SortAttribute!, null));
            }

            return;
        }

        Set(update, SystemAttributes.PartitionKey(key, values));
        Set(update, SystemAttributes.SortKey(key, values));
    }

    // The item may be on the index or not, now and then: only all values together say which.
    private static void ApplySparse(KeyModel key, ItemUpdate update, ItemView view, List<PropertyModel> touched)
    {
        var values = new object?[update.Entity.Properties.Length];
        var missing = Fill(key.Inputs, view, values);
        var leaves = key.Slots.Any(s => s.IsNullable && values[s.Index] is null && !missing.Contains(s))
            || (key.Filter is { } filter && !filter.Properties.Any(missing.Contains) && !filter.IsMet(key.EntityName, values));
        if (missing.Count > 0 && !leaves)
        {
            Lack(key, update, WriteErrors.MissingIndexValues(update.Entity, touched, "keys", key, missing));
            return;
        }

        Write(key, update, values, leaves);
    }

    // The item is on the index before and after, so that a key whose parts stay needs no writing, and no values.
    private static void ApplyParts(KeyModel key, ItemUpdate update, ItemView view, List<PropertyModel> touched)
    {
        var values = new object?[update.Entity.Properties.Length];
        var isSum = key.NumericSort is { } number && update.ChangeOf(number) is { Kind: UpdateKind.Add or UpdateKind.Subtract };
        foreach (var (slots, part) in new[] { (key.PartitionSlots, "partition key"), (key.SortSlots, "sort key") })
        {
            if (!touched.Exists(slots.Contains) || (isSum && slots == key.SortSlots))
            {
                continue;
            }

            var missing = Fill(slots, view, values);
            if (missing.Count > 0)
            {
                Lack(key, update, WriteErrors.MissingIndexValues(update.Entity, [.. touched.Where(slots.Contains)], part, key, missing));
                return;
            }
        }

        update.AddIndex(key.IndexName!, leaves: false);
        if (touched.Exists(key.PartitionSlots.Contains))
        {
            Set(update, SystemAttributes.PartitionKey(key, values));
        }

        if (isSum)
        {
            // A number that is its own sort key moves atomically with its copy.
            update.Add(new SystemChange(UpdateKind.Add, key.SortAttribute!, Addend(update.ChangeOf(key.NumericSort!)!)));
        }
        else if (touched.Exists(key.SortSlots.Contains))
        {
            Set(update, SystemAttributes.SortKey(key, values));
        }
    }

    private static void Lack(KeyModel key, ItemUpdate update, WriteException error)
    {
        if (update.OnMissing == MissingValues.LeaveIndex)
        {
            Write(key, update, [], leaves: true);
        }
        else
        {
            update.Lack(error);
        }
    }

    public static FixedValue Addend(UpdateChange change) =>
        change.Kind == UpdateKind.Subtract ? UpdateValues.Negated(change.Value!) : new FixedValue(change.Value, change.Path.Mapping);

    private static List<PropertyModel> Fill(IEnumerable<PropertyModel> slots, ItemView view, object?[] values)
    {
        var missing = new List<PropertyModel>();
        foreach (var slot in slots.Distinct())
        {
            if (!view.TryAfter(slot, out values[slot.Index]))
            {
                missing.Add(slot);
            }
        }

        return missing;
    }

    private static void Set(ItemUpdate update, SystemAttribute? attribute)
    {
        if (attribute is not null)
        {
            update.Add(new SystemChange(UpdateKind.Set, attribute.Name, attribute.Value));
        }
    }
}
