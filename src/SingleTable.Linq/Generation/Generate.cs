namespace SingleTable.Linq;

/// <summary>The generators of property values, for <c>OnCreate</c> and <c>OnUpdate</c>.</summary>
public static class Generate
{
    /// <summary>A random UUID (version 4), for <see cref="Guid"/> and string.</summary>
    public static ValueGenerator UuidV4 { get; } = new UuidGenerator(timeOrdered: false);

    /// <summary>A UUID that starts with the time in milliseconds (version 7), for <see cref="Guid"/> and string.</summary>
    public static ValueGenerator UuidV7 { get; } = new UuidGenerator(timeOrdered: true);

    /// <summary>A ULID, for string: 26 characters that sort by time, and within a millisecond in the order in which this process made them.</summary>
    public static ValueGenerator Ulid { get; } = new UlidGenerator();

    /// <summary>A KSUID, for string: 27 characters that sort by time to the second.</summary>
    public static ValueGenerator Ksuid { get; } = new KsuidGenerator();

    /// <summary>
    /// The time of the write, for <see cref="DateTime"/> (UTC), <see cref="DateTimeOffset"/>, <see cref="DateOnly"/>, string (ISO 8601 in UTC with
    /// seven digits of a second, so that it sorts) and long (milliseconds since 1970).
    /// </summary>
    public static ValueGenerator Timestamp { get; } = new TimestampGenerator();

    /// <summary>The start of a counter: zero, for every numeric type.</summary>
    public static ValueGenerator Counter { get; } = new CounterGenerator();

    /// <summary>A generator of your own.</summary>
    /// <param name="f">Makes the value; its type must be that of the property.</param>
    /// <returns>The generator.</returns>
    public static ValueGenerator From(Func<GenerationContext, object?> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new DelegateGenerator(f);
    }

    /// <summary>A generator of your own that waits for its value, for instance for the next one of a sequence elsewhere.</summary>
    /// <param name="f">Makes the value; its type must be that of the property. It is awaited before the request, within the time of the operation.</param>
    /// <returns>The generator.</returns>
    public static ValueGenerator FromAsync(Func<GenerationContext, CancellationToken, ValueTask<object?>> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new AsyncGenerator(f);
    }
}
