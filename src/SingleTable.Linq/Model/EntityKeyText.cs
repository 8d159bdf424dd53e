using System.Text;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Model;

/// <summary>Writes the text of one key attribute straight from an entity; the tenant comes from the scope.</summary>
internal sealed class EntityKeyText<TEntity>(KeyTemplate template, IReadOnlyList<PropertyModel> properties)
    where TEntity : class
{
    private const int MostInPlace = 256;

    private readonly Part[] _parts =
    [
        .. template.Parts.Select(p => p.Slot switch
        {
            null => new Part(Encoding.UTF8.GetBytes(p.Literal!), null, null),
            { } slot when properties[slot.Index].IsTenant => new Part(null, null, slot.Codec),
            { } slot => new Part(null, EntitySlot<TEntity>.Create(properties[slot.Index], slot), null),
        }),
    ];

    /// <exception cref="KeyValueException">A value cannot stand in a key, or the key is too long.</exception>
    public void Write(DynamoJsonWriter writer, TEntity entity, string? tenant)
    {
        var key = new KeyWriter(writer.TextInPlace(MostInPlace));
        try
        {
            if (!TryWrite(ref key, entity, tenant) || key.Length > template.MaxBytes)
            {
                throw Error(entity, tenant);
            }

            Write(writer, key);
        }
        catch (SlotValueException)
        {
            throw Error(entity, tenant);
        }
        finally
        {
            key.Dispose();
        }
    }

    private static void Write(DynamoJsonWriter writer, in KeyWriter key)
    {
        var text = key.Written;
        if (key.IsInPlace && DynamoJsonWriter.IsPlain(text))
        {
            writer.WriteTextInPlace(text.Length);
        }
        else
        {
            // What stands in place would be written over.
            writer.WriteStringValue(key.IsInPlace ? text.ToArray() : text);
        }
    }

    private bool TryWrite(ref KeyWriter key, TEntity entity, string? tenant)
    {
        foreach (var part in _parts)
        {
            if (part.Literal is { } literal)
            {
                key.Append(literal);
            }
            else if (part.Slot is { } slot)
            {
                if (!slot.TryWrite(entity, ref key))
                {
                    return false;
                }
            }
            else
            {
                part.Tenant!.WriteBoxed(ref key, tenant!);
            }
        }

        return true;
    }

    // The template knows how to say what is wrong.
    private Exception Error(TEntity entity, string? tenant)
    {
        try
        {
            return new System.Diagnostics.UnreachableException($"'{template.Format([.. properties.Select(p => p.IsTenant ? tenant : p.Get(entity))])}' is a key.");
        }
        catch (KeyValueException e)
        {
            return e;
        }
    }

    private readonly record struct Part(byte[]? Literal, EntitySlot<TEntity>? Slot, SlotCodec? Tenant);
}
