using System.Globalization;

namespace SingleTable.Linq.Benchmarks.Results;

/// <summary>Figures as people read them.</summary>
internal static class Text
{
    private const double Kilobyte = 1024;

    /// <summary>Five characters at most.</summary>
    public static string Ratio(double ratio) => ratio switch
    {
        < 0.0995 => Format(ratio, "0.000"),
        < 99.995 => Format(ratio, "0.00"),
        < 9999.5 => Format(ratio, "0"),
        < double.PositiveInfinity => ">9999",
        _ => "–",
    };

    public static string Time(double microseconds) => microseconds switch
    {
        < 9.995 => Format(microseconds, "0.00") + " µs",
        < 99.95 => Format(microseconds, "0.0") + " µs",
        < 999.5 => Format(microseconds, "0") + " µs",
        _ => Format(microseconds / 1000, "0.00") + " ms",
    };

    public static string Size(double bytes) => bytes switch
    {
        < 999.5 => Format(bytes, "0") + " B",
        < 99.95 * Kilobyte => Format(bytes / Kilobyte, "0.0") + " KB",
        < 999.5 * Kilobyte => Format(bytes / Kilobyte, "0") + " KB",
        _ => Format(bytes / Kilobyte / Kilobyte, "0.00") + " MB",
    };

    public static string PerSecond(double microseconds) => Format(1_000_000 / microseconds, "#,0");

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
