using System.Globalization;

namespace SingleTable.Linq.Keys;

/// <summary>ISO 8601 text of one width, whole or cut after a unit; a cut text is not exact but still sorts.</summary>
internal abstract class IsoCodec<T> : SlotCodec<T>
{
    private readonly int _length;
    private readonly string _pattern;

    /// <param name="pattern">The whole text, with <see cref="KeyMask.Digit"/> for each digit.</param>
    /// <param name="length">The number of characters that are kept.</param>
    protected IsoCodec(string pattern, int length)
    {
        (_pattern, _length) = (pattern, length);
        Masks = [pattern[..length]];
    }

    public override bool IsExact => _length == _pattern.Length;
    public override IReadOnlyList<string> Masks { get; }

    protected void WriteIso<TText>(ref KeyWriter writer, TText value)
        where TText : IUtf8SpanFormattable
    {
        value.TryFormat(writer.GetSpan(_pattern.Length), out _, "O", CultureInfo.InvariantCulture);
        writer.Advance(_length);
    }
}

/// <summary>The formats of dates and times: "O" and its beginnings.</summary>
internal static class IsoFormats
{
    public const string Instant = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    public const string Date = "yyyy-MM-dd";
    public const string Time = "HH:mm:ss.fffffff";
    private static readonly string[] Units = ["yyyy", "-MM", "-dd", "THH", "HH", ":mm", ":ss"];

    public static string Pattern(string format) =>
        string.Concat(format.Select(c => char.IsAsciiLetter(c) && c is not ('T' or 'Z') ? KeyMask.Digit : c));

    public static SlotCodec? TryCreate(Type type, string whole, string? format, Func<string, int, SlotCodec> create, out string? problem)
    {
        problem = null;
        var text = format?.Replace("'T'", "T", StringComparison.Ordinal);
        if (text is null or "O" or "o" || text == whole)
            return create(Pattern(whole), whole.Length);
        if (whole.StartsWith(text, StringComparison.Ordinal) && Units.Any(unit => text.EndsWith(unit, StringComparison.Ordinal)))
            return create(Pattern(whole), text.Length);
        problem = $"The format '{format}' is not known for {type.Name} in a key; leave it out, or write a beginning of '{whole}' that ends "
            + "with a whole unit, because only such text sorts and is the same in every culture.";
        return null;
    }
}

/// <summary>
/// The instant in UTC. <see cref="DateTimeKind.Local"/> is converted and <see cref="DateTimeKind.Unspecified"/> is taken as UTC, so two values
/// that are the same instant have one key.
/// </summary>
internal sealed class DateTimeCodec(string pattern, int length) : IsoCodec<DateTime>(pattern, length)
{
    public static SlotCodec? TryCreate(string? format, out string? problem) =>
        IsoFormats.TryCreate(typeof(DateTime), IsoFormats.Instant, format, (pattern, length) => new DateTimeCodec(pattern, length), out problem);

    public override void Write(ref KeyWriter writer, DateTime value) =>
        WriteIso(ref writer, value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>The instant in UTC; the offset is not part of the key, as it is not part of the equality of the values.</summary>
internal sealed class DateTimeOffsetCodec(string pattern, int length) : IsoCodec<DateTimeOffset>(pattern, length)
{
    public static SlotCodec? TryCreate(string? format, out string? problem) => IsoFormats.TryCreate(
        typeof(DateTimeOffset), IsoFormats.Instant, format, (pattern, length) => new DateTimeOffsetCodec(pattern, length), out problem);

    public override void Write(ref KeyWriter writer, DateTimeOffset value) => WriteIso(ref writer, value.UtcDateTime);
}

internal sealed class DateOnlyCodec(string pattern, int length) : IsoCodec<DateOnly>(pattern, length)
{
    public static SlotCodec? TryCreate(string? format, out string? problem) =>
        IsoFormats.TryCreate(typeof(DateOnly), IsoFormats.Date, format, (pattern, length) => new DateOnlyCodec(pattern, length), out problem);

    public override void Write(ref KeyWriter writer, DateOnly value) => WriteIso(ref writer, value);
}

internal sealed class TimeOnlyCodec(string pattern, int length) : IsoCodec<TimeOnly>(pattern, length)
{
    public static SlotCodec? TryCreate(string? format, out string? problem) =>
        IsoFormats.TryCreate(typeof(TimeOnly), IsoFormats.Time, format, (pattern, length) => new TimeOnlyCodec(pattern, length), out problem);

    public override void Write(ref KeyWriter writer, TimeOnly value) => WriteIso(ref writer, value);
}
