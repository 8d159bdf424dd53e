using System.Globalization;

namespace SingleTable.Linq.Materialization;

/// <summary>Points in time as text. Written in one form only; read in every form that names date, time and, if at all, an offset.</summary>
internal static class Iso8601
{
    public const int DateLength = 10;

    private const int TimeLength = 8;

    public static int Format(DateTime utc, Span<byte> destination)
    {
        utc.TryFormat(destination, out var length, "O", CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>The ticks in UTC. A text without an offset is taken for UTC, as such a value is when it is written.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!TryParseDate(text, out var date) || text.Length <= DateLength || text[DateLength] is not ((byte)'T' or (byte)'t')) return false;
        var rest = text[(DateLength + 1)..];
        if (!TryParseTime(rest, out var time, out var length) || !TryParseOffset(rest[length..], out var offset)) return false;
        var sum = date + time - offset;
        if (sum < 0 || sum > DateTime.MaxValue.Ticks) return false;
        ticks = sum;
        return true;
    }

    /// <summary>Reads <c>yyyy-MM-dd</c> at the start of the text.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-') return false;
        int century = Two(text, 0), year = Two(text, 2), month = Two(text, 5), day = Two(text, 8);
        if ((century | year | month | day) < 0) return false;
        year += century * 100;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return true;
    }

    /// <summary>Reads <c>HH:mm</c>, <c>HH:mm:ss</c> or <c>HH:mm:ss.fraction</c> at the start of the text.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out long ticks, out int length)
    {
        ticks = 0;
        length = 5;
        if (text.Length < length || text[2] != ':') return false;
        int hour = Two(text, 0), minute = Two(text, 3), second = 0;
        if (text.Length > 5 && text[5] == ':')
        {
            if (text.Length < TimeLength) return false;
            second = Two(text, 6);
            length = TimeLength;
        }

        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return false;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute + second * TimeSpan.TicksPerSecond;
        return length < TimeLength || TryParseFraction(text, ref ticks, ref length);
    }

    private static bool TryParseFraction(ReadOnlySpan<byte> text, ref long ticks, ref int length)
    {
        if (text.Length == length || text[length] is not ((byte)'.' or (byte)',')) return true;
        var start = ++length;
        for (var unit = TimeSpan.TicksPerSecond / 10; length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9'; length++, unit /= 10)
            ticks += (text[length] - '0') * unit;
        return length > start;
    }

    // Z, +hh, +hhmm, +hh:mm or nothing
    private static bool TryParseOffset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text is [] or [(byte)'Z' or (byte)'z']) return true;
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || (text.Length == 6 && text[3] != ':')) return false;
        int hours = Two(text, 1), minutes = text.Length == 3 ? 0 : Two(text, text.Length - 2);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) return false;
        ticks = hours * TimeSpan.TicksPerHour + minutes * TimeSpan.TicksPerMinute;
        if (text[0] == '-') ticks = -ticks;
        return true;
    }

    // Two digits, or a negative number.
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        uint tens = (uint)text[at] - '0', ones = (uint)text[at + 1] - '0';
        return tens > 9 || ones > 9 ? -1 : (int)(tens * 10 + ones);
    }
}
