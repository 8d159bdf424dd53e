using System.Globalization;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>What <c>--ratios</c> was asked for.</summary>
/// <param name="Only">A part of the names of the scenarios, or null for all.</param>
/// <param name="Rounds">How many.</param>
/// <param name="IsGate">Whether allocations are compared with the limits.</param>
/// <param name="HasChecksum">Whether responses have the service's checksum; without it only reads are measured, of which it is a part.</param>
/// <param name="JsonFile">Where the results go too, or null.</param>
/// <param name="ChartFile">Where the chart of them goes, or null.</param>
internal sealed record RatioOptions(string? Only, int Rounds, bool IsGate, bool HasChecksum, string? JsonFile, string? ChartFile)
{
    public const string DefaultRounds = "50";

    public static RatioOptions Parse(string[] args) => new(
        Value(args, "--only"),
        int.Parse(Value(args, "--rounds") ?? DefaultRounds, CultureInfo.InvariantCulture),
        args.Contains("--gate"),
        !args.Contains("--no-crc"),
        Value(args, "--json"),
        Value(args, "--chart"));

    public bool Takes(Scenario scenario) =>
        (Only is null || scenario.Name.Contains(Only, StringComparison.Ordinal)) && (HasChecksum || scenario.Area is Area.Read or Area.Include);

    private static string? Value(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
