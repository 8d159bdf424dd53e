using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>
/// The CPU time of the calling thread. Other processes on the machine take wall time, but no time of this clock. Elsewhere than on Linux it
/// is wall time, and only a quiet machine gives good figures.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    private static readonly bool s_isLinux = OperatingSystem.IsLinux();

    public static string Description => s_isLinux ? "thread CPU time" : "wall time (no thread clock on this system)";

    public static long Nanoseconds
    {
        get
        {
            if (!s_isLinux || GetTime(ThreadCpuTime, out var time) != 0)
            {
                return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
            }

            return (time.Seconds * 1_000_000_000L) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
