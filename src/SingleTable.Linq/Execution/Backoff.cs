using System.Security.Cryptography;

namespace SingleTable.Linq.Execution;

/// <summary>The pauses between attempts at what the service left undone. Full jitter: clients that were throttled together do not come back together.</summary>
internal static class Backoff
{
    /// <summary>With full jitter the pauses add up to about 15 seconds on average before giving up.</summary>
    public const int MaxAttempts = 10;

    private const int FirstPauseMilliseconds = 50;
    private const int LongestPauseMilliseconds = 10_000;

    public static TimeSpan Pause(int attempt)
    {
        var longest = Math.Min(LongestPauseMilliseconds, FirstPauseMilliseconds << attempt);
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest) + 1);
    }
}
