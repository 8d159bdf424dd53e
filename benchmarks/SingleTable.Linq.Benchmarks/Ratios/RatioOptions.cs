using System.Globalization;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>What <c>--ratios</c> was asked for.</summary>
internal sealed record RatioOptions(string? Only, int Rounds, bool IsGate)
{
    public static RatioOptions Parse(string[] args) => new(
        Value(args, "--only"),
        int.Parse(Value(args, "--rounds") ?? "50", CultureInfo.InvariantCulture),
        args.Contains("--gate"));

    private static string? Value(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
