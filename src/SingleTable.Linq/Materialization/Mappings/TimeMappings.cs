using System.Buffers.Text;
using System.Globalization;

namespace SingleTable.Linq.Materialization;

/// <summary>Points in time to <c>S</c>, as UTC with seven digits of a second, so that the order of the texts is the order of time.</summary>
internal sealed class DateTimeMapping() : ShortTextMapping<DateTime>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    // A time without a kind is taken for UTC, because local time would make the stored text depend on the machine.
    public override DateTime Stored(DateTime value) => value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc);

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateTime value)
    {
        var read = Iso8601.TryParse(text, out var ticks);
        value = new DateTime(ticks, DateTimeKind.Utc);
        return read;
    }

    protected override int Format(DateTime value, Span<byte> destination) => Iso8601.Format(Stored(value), destination);
}

/// <inheritdoc cref="DateTimeMapping"/>
internal sealed class DateTimeOffsetMapping() : ShortTextMapping<DateTimeOffset>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    public override DateTimeOffset Stored(DateTimeOffset value) => value.ToUniversalTime();

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        var read = Iso8601.TryParse(text, out var ticks);
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return read;
    }

    protected override int Format(DateTimeOffset value, Span<byte> destination) => Iso8601.Format(value.UtcDateTime, destination);
}

/// <summary>Dates to <c>S</c>: <c>yyyy-MM-dd</c>.</summary>
internal sealed class DateOnlyMapping() : ShortTextMapping<DateOnly>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateOnly value)
    {
        var read = Iso8601.TryParseDate(text, out var ticks) && text.Length == Iso8601.DateLength;
        value = read ? DateOnly.FromDayNumber((int)(ticks / TimeSpan.TicksPerDay)) : default;
        return read;
    }

    protected override int Format(DateOnly value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, "O", CultureInfo.InvariantCulture);
        return length;
    }
}

/// <summary>Times of day to <c>S</c>: <c>HH:mm:ss.fffffff</c>.</summary>
internal sealed class TimeOnlyMapping() : ShortTextMapping<TimeOnly>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    protected override bool TryParse(ReadOnlySpan<byte> text, out TimeOnly value)
    {
        var read = Iso8601.TryParseTime(text, out var ticks, out var length) && length == text.Length;
        value = read ? new TimeOnly(ticks) : default;
        return read;
    }

    protected override int Format(TimeOnly value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, "O", CultureInfo.InvariantCulture);
        return length;
    }
}

/// <summary>Identifiers to <c>S</c>: 36 characters, whose order is .NET's order.</summary>
internal sealed class GuidMapping() : ShortTextMapping<Guid>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    protected override bool TryParse(ReadOnlySpan<byte> text, out Guid value) =>
        Utf8Parser.TryParse(text, out value, out var length, 'D') && length == text.Length;

    protected override int Format(Guid value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, "D");
        return length;
    }
}

/// <summary>Durations to <c>N</c>: ticks.</summary>
internal sealed class DurationMapping() : ShortTextMapping<TimeSpan>(AttributeKind.N)
{
    public override bool IsImmutable => true;

    private static readonly IntegerMapping<long> s_ticks = new();

    protected override bool TryParse(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = new TimeSpan(s_ticks.Parse(text));
        return true;
    }

    protected override int Format(TimeSpan value, Span<byte> destination)
    {
        value.Ticks.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }
}
