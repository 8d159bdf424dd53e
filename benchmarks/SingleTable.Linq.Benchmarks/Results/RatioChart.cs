using System.Globalization;
using System.Xml.Linq;

namespace SingleTable.Linq.Benchmarks.Results;

/// <summary>
/// The scenarios on the wire as bars, time at the left and memory at the right, in relation to the low-level SDK. Written for an <c>img</c>: no script,
/// no font of its own, light and dark. The same results give the same bytes.
/// </summary>
internal static class RatioChart
{
    private const double Width = 960;
    private const double Margin = 24;
    private const double NameWidth = 310;
    private const double LabelWidth = 46;
    private const double BarHeight = 11;
    private const double BarGap = 2;
    private const double RowPadding = 10;
    private const double Top = 116;
    private const double Bottom = 32;
    private const double PanelGap = 26;

    // What 13 px of a wide sans-serif leave room for
    private const int NameLength = 48;

    private const double LeastEnd = 1.5;
    private const double MostEnd = 3;
    private const double Tick = 0.5;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static double PanelWidth => (Width - (2 * Margin) - NameWidth - PanelGap) / 2;

    /// <summary>The chart.</summary>
    /// <exception cref="ArgumentException">No scenario has the low-level SDK for a peer.</exception>
    public static string Draw(BenchmarkResults results)
    {
        var scenarios = Peer.OnTheWire(results.Scenarios);
        if (scenarios.Count == 0)
        {
            throw new ArgumentException("There is nothing to compare with the low-level SDK.", nameof(results));
        }

        var others = Peer.Others(scenarios);
        var rows = scenarios.Select(s => new Row(s, Bars(s, others))).ToList();
        var end = End(rows.SelectMany(r => r.Bars));
        var height = Top + rows.Sum(r => r.Height) + Bottom;
        var chart = Element(
            "svg", ("viewBox", Numbers(0, 0, Width, height)), ("width", Number(Width)), ("height", Number(height)), ("role", "img"),
            ("aria-labelledby", "title"));
        chart.Add(
            new XElement(s_svg + "title", new XAttribute("id", "title"), "CPU time and allocated memory of a call, in relation to the low-level AWS SDK"),
            new XElement(s_svg + "style", Style),
            Element("rect", ("class", "back"), ("width", Number(Width)), ("height", Number(height)), ("rx", "6")),
            Label(Margin, 32, "title", "One call, in relation to hand-written code on the low-level AWS SDK (1.0)"),
            Label(Margin, 52, "soft", $"Shorter is better. .NET {results.Measurement.Runtime}, AWSSDK.DynamoDBv2 {results.Measurement.Sdk}, canned responses."));
        chart.Add(Legend(others));
        chart.Add(Panel(0, "CPU time", end, height), Panel(1, "Allocated memory", end, height));
        var y = Top;
        foreach (var row in rows)
        {
            chart.Add(Draw(row, y, end));
            y += row.Height;
        }

        return new XDocument(chart) + "\n";
    }

    private static IReadOnlyList<Bar> Bars(ScenarioCosts scenario, IReadOnlyList<Peer> others)
    {
        var unit = scenario.Peer(Peer.LowLevel.Name)!;
        var bars = new List<Bar> { Bar.Of("library", Peer.LibraryTitle, scenario.Library, unit) };
        foreach (var peer in others)
        {
            if (scenario.Peer(peer.Name) is { } cost)
            {
                bars.Add(Bar.Of(peer.Name, peer.Title, cost, unit));
            }
        }

        return bars;
    }

    /// <summary>Where the axes end: behind the longest bar, or where longer bars are cut.</summary>
    private static double End(IEnumerable<Bar> bars)
    {
        var longest = bars.SelectMany(b => b.Ratios).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return Math.Clamp(Math.Ceiling(longest / Tick) * Tick, LeastEnd, MostEnd);
    }

    private static IEnumerable<XElement> Legend(IReadOnlyList<Peer> others)
    {
        var x = Margin + NameWidth;
        foreach (var (style, title) in others.Select(o => (o.Name, o.Title)).Prepend(("library", Peer.LibraryTitle)))
        {
            yield return Element("rect", ("class", style), ("x", Number(x)), ("y", "64"), ("width", "11"), ("height", "11"));
            yield return Label(x + 17, 74, "text", title);
            x += 160;
        }
    }

    private static XElement Panel(int panel, string title, double end, double height)
    {
        var (left, bottom) = (PanelLeft(panel), height - Bottom);
        var group = new XElement(s_svg + "g");
        for (var value = 0.0; value <= end; value += Tick)
        {
            var x = Number(left + Length(value, end));
            group.Add(
                Element("line", ("class", value == 1 ? "one" : "grid"), ("x1", x), ("x2", x), ("y1", Number(Top - 8)), ("y2", Number(bottom))),
                Label(left + Length(value, end), bottom + 16, "soft middle", value.ToString("0.0", CultureInfo.InvariantCulture)));
        }

        group.Add(Label(left, Top - 14, "head", title));
        return group;
    }

    private static XElement Draw(Row row, double top, double end)
    {
        var name = row.Scenario.Title;
        var group = new XElement(s_svg + "g", Label(Margin, top + (row.Height / 2) + 4, "text", Shorten(name)));
        for (var panel = 0; panel < 2; panel++)
        {
            var y = top + (RowPadding / 2);
            foreach (var bar in row.Bars)
            {
                group.Add(Draw(bar, bar.Ratios[panel], PanelLeft(panel), y, end, $"{name}, {bar.Title}: {Text.Ratio(bar.Ratios[panel])}"));
                y += BarHeight + BarGap;
            }
        }

        return group;
    }

    private static IEnumerable<XElement> Draw(Bar bar, double ratio, double left, double top, double end, string title)
    {
        var length = double.IsFinite(ratio) ? Math.Max(1, Length(Math.Min(ratio, end), end)) : 0;
        if (length > 0)
        {
            var (right, bottom) = (left + length, top + BarHeight);

            // What is cut ends in a point.
            var shape = ratio > end
                ? $"M{Numbers(left, top)}H{Number(right - 6)}L{Numbers(right, top + (BarHeight / 2))}L{Numbers(right - 6, bottom)}H{Number(left)}Z"
                : $"M{Numbers(left, top)}H{Number(right)}V{Number(bottom)}H{Number(left)}Z";
            yield return new XElement(
                s_svg + "path", new XAttribute("class", bar.Style), new XAttribute("d", shape), new XElement(s_svg + "title", title));
        }

        yield return Label(left + length + 5, top + BarHeight - 1.5, "figure", Text.Ratio(ratio));
    }

    private static double PanelLeft(int panel) => Margin + NameWidth + (panel * (PanelWidth + PanelGap));

    // Behind the longest bar there is room for its figure.
    private static double Length(double value, double end) => value / end * (PanelWidth - LabelWidth);

    private static string Shorten(string name) => name.Length <= NameLength ? name : name[..(NameLength - 1)].TrimEnd() + "…";

    private static XElement Label(double x, double y, string style, string text) =>
        new(s_svg + "text", new XAttribute("class", style), new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), text);

    private static XElement Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var element = new XElement(s_svg + name);
        foreach (var (attribute, value) in attributes)
        {
            element.SetAttributeValue(attribute, value);
        }

        return element;
    }

    private static string Numbers(params IEnumerable<double> values) => string.Join(' ', values.Select(Number));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Bar(string Style, string Title, double[] Ratios)
    {
        public static Bar Of(string style, string title, VariantCost cost, VariantCost unit) =>
            new(style, title, [cost.Microseconds / unit.Microseconds, cost.Bytes / unit.Bytes]);
    }

    private sealed record Row(ScenarioCosts Scenario, IReadOnlyList<Bar> Bars)
    {
        public double Height => (Bars.Count * (BarHeight + BarGap)) - BarGap + RowPadding;
    }

    // The colours are those that Okabe and Ito chose for all kinds of sight.
    private const string Style =
        """

        svg { font-family: -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; font-size: 13px }
        .title { font-size: 16px; font-weight: 600 }
        .head { font-weight: 600 }
        .figure { font-size: 11px; paint-order: stroke; stroke-width: 3px; stroke-linejoin: round }
        .middle { text-anchor: middle }
        .back, .figure { stroke: #ffffff }
        .back { fill: #ffffff }
        .title, .text, .head, .figure { fill: #1f2328 }
        .soft { fill: #59636e }
        .grid { stroke: #d1d9e0 }
        .one { stroke: #59636e; stroke-width: 1.5px }
        .library { fill: #0072b2 }
        .dynamodb-context { fill: #e69f00 }
        .efficient-dynamodb { fill: #009e73 }
        .sdk-pipeline { fill: #8c959f }
        @media (prefers-color-scheme: dark) {
        .back, .figure { stroke: #0d1117 }
        .back { fill: #0d1117 }
        .title, .text, .head, .figure { fill: #f0f6fc }
        .soft { fill: #9198a1 }
        .grid { stroke: #3d444d }
        .one { stroke: #9198a1 }
        .library { fill: #56b4e9 }
        }

        """;
}
