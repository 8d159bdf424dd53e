namespace SingleTable.Linq.Model;

/// <summary>Dates in what DynamoDB's time to live counts by.</summary>
internal static class ExpiryTime
{
    /// <summary>The first whole second since 1970 that is not before a date: no item goes before its time. Null never expires.</summary>
    public static long? Seconds(object? date) => date switch
    {
        DateTimeOffset time => Seconds(time.UtcTicks),
        DateTime { Kind: DateTimeKind.Local } time => Seconds(time.ToUniversalTime().Ticks),
        DateTime time => Seconds(time.Ticks),
        _ => null,
    };

    private static long Seconds(long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return rest > 0 ? seconds + 1 : seconds;
    }
}
