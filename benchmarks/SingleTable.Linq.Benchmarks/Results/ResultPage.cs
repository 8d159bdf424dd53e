using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.Benchmarks.Results;

/// <summary>Writes results between the marks of a page: from <c>&lt;!-- name --></c> to <c>&lt;!-- end --></c>.</summary>
internal static partial class ResultPage
{
    /// <summary>The page with these results.</summary>
    /// <exception cref="InvalidDataException">The page has no place for a part of the results, or a place for something else.</exception>
    public static string Fill(string page, BenchmarkResults results)
    {
        var blocks = Blocks(results);
        var places = Marks().Matches(page).Select(m => m.Groups["name"].Value).ToList();
        var odd = places.Except(blocks.Keys).Concat(blocks.Keys.Except(places)).ToList();
        if (odd.Count > 0 || places.Count != blocks.Count)
        {
            throw new InvalidDataException($"The marks of the page are not those of the results: {string.Join(", ", odd)}.");
        }

        return Marks().Replace(page, m => $"<!-- {m.Groups["name"].Value} -->\n{blocks[m.Groups["name"].Value]}<!-- end -->");
    }

    private static Dictionary<string, string> Blocks(BenchmarkResults results)
    {
        var blocks = new Dictionary<string, string>
        {
            ["measured"] = Measured(results.Measurement),
            ["ratios"] = Ratios(results.Scenarios),
            ["costs"] = Costs(results.Scenarios),
            ["without-checksum"] = Ratios(results.WithoutChecksum),
            ["translation"] = Variants(results.Scenarios, Area.Translation),
            ["materialization"] = Variants(results.Scenarios, Area.Materialization),
            ["engine"] = Engine(results.Scenarios),
        };
        foreach (var (command, lines) in results.Outputs)
        {
            blocks.Add(command, $"```\n{string.Concat(lines.Select(l => l + "\n"))}```\n");
        }

        return blocks;
    }

    private static string Measured(Measurement m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.Clock}, minimum of {m.Rounds} interleaved rounds; .NET {m.Runtime}, AWSSDK.DynamoDBv2 {m.Sdk}, {m.System}, {m.Cores} cores.\n");

    private static string Ratios(IReadOnlyList<ScenarioCosts> all)
    {
        var scenarios = Peer.OnTheWire(all);
        IReadOnlyList<Peer> peers = [Peer.LowLevel, .. Peer.Others(scenarios)];
        var table = new Table(["", .. peers.Select(p => $"to {p.Title}")]);
        foreach (var scenario in scenarios)
        {
            table.Add([scenario.Title, .. peers.Select(p => scenario.Peer(p.Name) is { } cost
                ? $"{Text.Ratio(scenario.Library.Microseconds / cost.Microseconds)} / {Text.Ratio(scenario.Library.Bytes / cost.Bytes)}"
                : "")]);
        }

        return table.ToString();
    }

    private static string Costs(IReadOnlyList<ScenarioCosts> all)
    {
        var scenarios = Peer.OnTheWire(all);
        IReadOnlyList<Peer> peers = [Peer.LowLevel, .. Peer.Others(scenarios)];
        var table = new Table(["", Peer.LibraryTitle, .. peers.Select(p => p.Title)]);
        foreach (var scenario in scenarios)
        {
            table.Add([scenario.Title, Cost(scenario.Library), .. peers.Select(p => scenario.Peer(p.Name) is { } cost ? Cost(cost) : "")]);
        }

        return table.ToString();
    }

    private static string Variants(IReadOnlyList<ScenarioCosts> all, Area area)
    {
        var table = new Table(["", "", "time", "allocated"]);
        foreach (var scenario in all.Where(s => s.Area == area))
        {
            foreach (var cost in scenario.Variants)
            {
                table.Add([scenario.Title, $"`{cost.Name}`", Text.Time(cost.Microseconds), Text.Size(cost.Bytes)]);
            }
        }

        return table.ToString();
    }

    private static string Engine(IReadOnlyList<ScenarioCosts> all)
    {
        var table = new Table(["", "time", "allocated", "a second", "canned response"]);
        foreach (var scenario in all.Where(s => s.Area == Area.Engine))
        {
            var (time, bytes) = (scenario.Library.Microseconds, scenario.Library.Bytes);
            table.Add([scenario.Title, Text.Time(time), Text.Size(bytes), Text.PerSecond(time), Cost(scenario.Variants[1])]);
        }

        return table.ToString();
    }

    private static string Cost(VariantCost cost) => $"{Text.Time(cost.Microseconds)}, {Text.Size(cost.Bytes)}";

    [GeneratedRegex(@"<!-- (?<name>[a-z][a-z-]*) -->\n.*?<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Marks();

    private sealed class Table(IReadOnlyList<string> header)
    {
        private readonly StringBuilder _text = new($"{Line(header)}|---|{string.Concat(Enumerable.Repeat("--:|", header.Count - 1))}\n");

        public void Add(IReadOnlyList<string> cells) => _text.Append(Line(cells));

        public override string ToString() => _text.ToString();

        private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";
    }
}
