namespace SingleTable.Linq.Keys;

/// <summary>Turns the values of one type into the text that stands for them in a key.</summary>
internal abstract class SlotCodec
{
    /// <summary>The type of the values; never <see cref="Nullable{T}"/>.</summary>
    public abstract Type ClrType { get; }

    /// <summary>Whether equal texts mean equal values; false where a date is cut to its month.</summary>
    public virtual bool IsExact => true;

    /// <summary>Whether the UTF-8 order of the texts is the order of the values in .NET (of strings: their UTF-8 order).</summary>
    public virtual bool PreservesOrder => true;

    /// <summary>
    /// Whether the order survives when another segment follows. Plain and Raw texts may hold bytes below the separator, so there
    /// "a b" sorts before "a#".
    /// </summary>
    public virtual bool PreservesOrderBeforeSeparator => PreservesOrder;

    /// <summary>Whether a prefix of the value is a prefix of its text.</summary>
    public virtual bool SupportsPrefix => false;

    /// <summary>The patterns of the texts (see <see cref="KeyMask"/>); null when any text can occur.</summary>
    public virtual IReadOnlyList<string>? Masks => null;

    /// <summary>Writes the value.</summary>
    /// <exception cref="SlotValueException">The value cannot stand in a key.</exception>
    public abstract void WriteBoxed(ref KeyWriter writer, object value);

    /// <summary>Finds the codec of a type; where there is none, says what is wrong and what to write instead.</summary>
    public static SlotCodec? TryCreate(Type type, string? format, KeyEncoding encoding, out string? problem) =>
        SlotCodecs.TryCreate(Nullable.GetUnderlyingType(type) ?? type, string.IsNullOrEmpty(format) ? null : format, encoding, out problem);
}

internal abstract class SlotCodec<T> : SlotCodec
{
    public override Type ClrType => typeof(T);

    public abstract void Write(ref KeyWriter writer, T value);

    public override void WriteBoxed(ref KeyWriter writer, object value) => Write(ref writer, value is T typed ? typed : Convert(value));

    /// <summary>Takes a value of another type where that loses nothing.</summary>
    protected virtual T Convert(object value) =>
        throw new SlotValueException(KeyValueCodes.DoesNotFit, $"is of type {value.GetType().Name}, but the key needs {typeof(T).Name}; convert it before");
}
