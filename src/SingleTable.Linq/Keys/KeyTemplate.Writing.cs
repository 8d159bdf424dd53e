namespace SingleTable.Linq.Keys;

internal sealed partial class KeyTemplate
{
    /// <summary>Writes a complete key.</summary>
    /// <exception cref="KeyValueException">A value cannot stand in a key, or the key is too long.</exception>
    public void Write(ref KeyWriter writer, params ReadOnlySpan<object?> slotValues)
    {
        if (slotValues.Length != Slots.Length)
            throw new ArgumentException($"The key '{this}' has {Slots.Length} slots, and {slotValues.Length} values were given.", nameof(slotValues));
        WriteLeading(ref writer, slotValues);
    }

    /// <summary>A complete key as text.</summary>
    /// <exception cref="KeyValueException">A value cannot stand in a key, or the key is too long.</exception>
    public string Format(params ReadOnlySpan<object?> slotValues)
    {
        var writer = new KeyWriter(stackalloc byte[StackBytes]);
        try
        {
            Write(ref writer, slotValues);
            return writer.ToString();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes the text up to the first slot that has no value; the complete key where all have one.</summary>
    /// <exception cref="KeyValueException">A value cannot stand in a key, or the text is too long.</exception>
    public void WriteLeading(ref KeyWriter writer, scoped ReadOnlySpan<object?> slotValues)
    {
        var start = writer.Length;
        var longest = 0;
        KeySlot? longestSlot = null;
        for (var i = 0; i < Parts.Length; i++)
        {
            if (_literals[i] is { } literal)
            {
                writer.Append(literal);
                continue;
            }
            var slot = Parts[i].Slot!;
            if (slot.Index == slotValues.Length)
                break;
            var before = writer.Length;
            WriteSlot(ref writer, slot, slotValues[slot.Index]);
            if (writer.Length - before > longest)
                (longest, longestSlot) = (writer.Length - before, slot);
        }
        if (writer.Length - start > MaxBytes)
            throw TooLong(writer.Length - start, longestSlot?.Property);
    }

    /// <summary>The text up to the first slot that has no value; the complete key where all have one.</summary>
    /// <exception cref="KeyValueException">A value cannot stand in a key, or the text is too long.</exception>
    public string FormatLeading(ReadOnlySpan<object?> slotValues)
    {
        var writer = new KeyWriter(stackalloc byte[StackBytes]);
        try
        {
            WriteLeading(ref writer, slotValues);
            return writer.ToString();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>One value as it stands in the key.</summary>
    /// <exception cref="KeyValueException">The value cannot stand in a key.</exception>
    public string EncodeSlot(int slot, object? value)
    {
        var writer = new KeyWriter(stackalloc byte[StackBytes]);
        try
        {
            WriteSlot(ref writer, Slots[slot], value);
            if (writer.Length > MaxBytes)
                throw TooLong(writer.Length, Slots[slot].Property);
            return writer.ToString();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Whether a stored key is the one that these values make; false also where they make none.</summary>
    public bool Matches(ReadOnlySpan<byte> key, params ReadOnlySpan<object?> slotValues)
    {
        var writer = new KeyWriter(stackalloc byte[StackBytes]);
        try
        {
            Write(ref writer, slotValues);
            return writer.Written.SequenceEqual(key);
        }
        catch (KeyValueException)
        {
            return false;
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The error of a text that is longer than DynamoDB allows for this key.</summary>
    public KeyValueException TooLong(int bytes, string? property)
    {
        var kind = Kind == KeyAttributeKind.Partition ? "partition" : "sort";
        return Error(KeyValueCodes.TooLong, property, $"makes a key of {bytes} bytes of UTF-8, and DynamoDB allows {MaxBytes} for a {kind} key");
    }

    private void WriteSlot(ref KeyWriter writer, KeySlot slot, object? value)
    {
        if (value is null)
            throw Error(KeyValueCodes.Null, slot.Property, "is null");
        try
        {
            slot.Codec.WriteBoxed(ref writer, value);
        }
        catch (SlotValueException fault)
        {
            throw Error(fault.Code, slot.Property, fault.Message);
        }
    }

    private KeyValueException Error(string code, string? property, string reason)
    {
        var end = Owner.IndexOf(" (", StringComparison.Ordinal);
        return new KeyValueException(code, $"{Owner}: {property ?? "the text"} {reason}. {Cure(code)}The key is '{this}'.")
        {
            Entity = end < 0 ? Owner : Owner[..end],
            Property = property,
        };
    }

    // Where the reason does not say it.
    private static string Cure(string code) => code switch
    {
        KeyValueCodes.Null => "Give it a value before the item is written or asked for. ",
        KeyValueCodes.Empty => "Give it a value: an empty part of a key could not be told from none. ",
        KeyValueCodes.IllFormed => "Repair the text where it comes from. ",
        KeyValueCodes.TooLong => "Shorten it, or keep it out of the key. ",
        _ => "",
    };
}
