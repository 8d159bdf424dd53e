namespace SingleTable.Linq;

/// <summary>The generators of property values, for <c>OnCreate</c> and <c>OnUpdate</c>.</summary>
public static class Generate
{
    /// <summary>A random UUID (version 4), for <see cref="Guid"/> and string.</summary>
    public static ValueGenerator UuidV4 => throw new NotSupportedException();

    /// <summary>A UUID that starts with the time in milliseconds (version 7), for <see cref="Guid"/> and string.</summary>
    public static ValueGenerator UuidV7 => throw new NotSupportedException();

    /// <summary>A ULID: 26 characters that sort by time, and in order of creation within a millisecond.</summary>
    public static ValueGenerator Ulid => throw new NotSupportedException();

    /// <summary>A KSUID: 27 characters that sort by time to the second.</summary>
    public static ValueGenerator Ksuid => throw new NotSupportedException();

    /// <summary>The time of the write, for DateTime (UTC), DateTimeOffset, DateOnly, string (ISO 8601 UTC, 7 digits) and long (Unix milliseconds).</summary>
    public static ValueGenerator Timestamp => throw new NotSupportedException();

    /// <summary>The start of a counter: zero, for every numeric type.</summary>
    public static ValueGenerator Counter => throw new NotSupportedException();

    /// <summary>A generator of your own.</summary>
    /// <param name="f">Makes the value; its type must be that of the property.</param>
    /// <returns>The generator.</returns>
    public static ValueGenerator From(Func<GenerationContext, object?> f) => throw new NotSupportedException();
}
