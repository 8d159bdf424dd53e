namespace SingleTable.Linq.Model;

/// <summary>Dates in what DynamoDB's time to live counts by.</summary>
internal static class ExpiryTime
{
    /// <summary>The first whole second since 1970 that is not before a date, or so long after one: no item goes before its time. Null never expires.</summary>
    public static long? Seconds(object? date, TimeSpan later = default) => date switch
    {
        DateTimeOffset time => Seconds(time.UtcTicks + later.Ticks),
        DateTime { Kind: DateTimeKind.Local } time => Seconds(time.ToUniversalTime().Ticks + later.Ticks),
        DateTime time => Seconds(time.Ticks + later.Ticks),
        _ => null,
    };

    private static long Seconds(long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return rest > 0 ? seconds + 1 : seconds;
    }
}
