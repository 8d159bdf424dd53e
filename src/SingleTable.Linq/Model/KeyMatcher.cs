using System.Collections.Immutable;
using System.Text;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model;

/// <summary>Checks that an item has the key that its values make. Runs for every item that is read, so it allocates nothing.</summary>
internal abstract class KeyMatcher
{
    public abstract bool Matches(object entity, ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> sortKey);
}

/// <inheritdoc/>
internal sealed class KeyMatcher<TEntity>(KeyModel key) : KeyMatcher
    where TEntity : class
{
    private readonly Part[] _partition = Parts(key.Partition, key.PartitionSlots);
    private readonly Part[] _sort = key.Sort is null ? [] : Parts(key.Sort, key.SortSlots);

    public override bool Matches(object entity, ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> sortKey)
    {
        var typed = (TEntity)entity;
        return Matches(_partition, typed, partitionKey) && (key.Sort is null || Matches(_sort, typed, sortKey));
    }

    // The key that the values make is its parts, one after the other, so comparing them in turn compares the whole.
    private static bool Matches(Part[] parts, TEntity entity, ReadOnlySpan<byte> rest)
    {
        foreach (var part in parts)
        {
            int length;
            if (part.Literal is { } literal)
            {
                if (!rest.StartsWith(literal))
                {
                    return false;
                }

                length = literal.Length;
            }
            else if (!part.Slot!.TryMatch(entity, rest, out length))
            {
                return false;
            }

            rest = rest[length..];
        }

        return rest.IsEmpty;
    }

    private static Part[] Parts(KeyTemplate template, ImmutableArray<PropertyModel> slots)
    {
        var parts = new Part[template.Parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = template.Parts[i].Slot is { } slot
                ? new Part(null, EntitySlot<TEntity>.Create(slots[slot.Index], slot))
                : new Part(Encoding.UTF8.GetBytes(template.Parts[i].Literal!), null);
        }

        return parts;
    }

    private readonly record struct Part(byte[]? Literal, EntitySlot<TEntity>? Slot);
}
