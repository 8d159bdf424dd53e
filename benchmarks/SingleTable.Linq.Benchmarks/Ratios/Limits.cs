using System.Globalization;
using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks.Ratios;

/// <summary>
/// The largest ratios that are accepted, of allocated bytes and, for first calls, of compiled methods. Both are exact, so that a gate on them never fails by chance; time is noise.
/// </summary>
internal sealed class Limits
{
    private readonly Dictionary<(string Scenario, string Peer), double> _largest = [];

    /// <summary>Reads <c>limits.txt</c>: scenario, peer, ratio on each line.</summary>
    public static Limits Load()
    {
        var limits = new Limits();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "limits.txt")))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                limits._largest[(parts[0], parts[1])] = double.Parse(parts[2], CultureInfo.InvariantCulture);
            }
        }

        return limits;
    }

    /// <summary>Whether the ratios to all peers are accepted that have a limit.</summary>
    public bool Accept(Scenario scenario, ScenarioCosts costs)
    {
        var isAccepted = true;
        foreach (var peer in scenario.Peers.Where(p => p.HasLimit))
        {
            isAccepted &= Accept(scenario.Name, peer.Name, "alloc", costs.Library.Bytes / costs.Peer(peer.Name)!.Bytes);
        }

        return isAccepted;
    }

    /// <summary>Whether a ratio is accepted. One without a limit is not, so that none is forgotten.</summary>
    public bool Accept(string scenario, string peer, string unit, double ratio)
    {
        if (!_largest.TryGetValue((scenario, peer), out var largest))
        {
            Console.WriteLine($"GATE {scenario} {peer} has no limit: add one to limits.txt");
            return false;
        }

        var isAccepted = ratio <= largest;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"GATE {scenario} {peer} {unit}={ratio:F3} limit={largest:F3} {(isAccepted ? "ok" : "EXCEEDED")}"));
        return isAccepted;
    }
}
