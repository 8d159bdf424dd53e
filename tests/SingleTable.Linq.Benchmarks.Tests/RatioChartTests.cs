using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks.Tests;

public partial class RatioChartTests
{
    private const double BarHeight = 11;

    // What a figure of 11 px takes at most
    private const double FigureWidth = 7;

    private static readonly BenchmarkResults s_extremes = Some.Results(
        Some.Wire("nothing", 0, 0, Some.Context(0.000001, 0.001)),
        Some.Wire("equal", 1, 1, Some.Context(1, 1), Some.Efficient(1, 1)),
        Some.Wire("at the end", 3, 3, Some.Context(2.999, 3.001)),
        Some.Wire("far", 1234.5, 99, Some.Context(7, 1_000_000), Some.Efficient(0.5, 0.5)),
        Some.Wire("unknown", double.NaN, double.PositiveInfinity));

    [Fact]
    public void A_bar_is_as_long_as_its_ratio()
    {
        var bars = Bars(Chart(Some.Results(Some.Wire("a", 0.5, 0.25, Some.Context(1.5, 0.75)))));
        bars.Count.ShouldBe(4);
        var unit = bars[0].Width / 0.5;
        bars.Select(b => Math.Round(b.Width / unit, 2)).ShouldBe([0.5, 1.5, 0.25, 0.75]);
        bars.Select(b => b.Style).ShouldBe(["library", "dynamodb-context", "library", "dynamodb-context"]);
    }

    [Fact]
    public void The_low_level_SDK_is_the_line_at_one()
    {
        var chart = Chart(Some.Results(Some.Wire("a", 1, 1)));
        var ends = Bars(chart).Select(b => b.Right).ToList();
        Of(chart, "line").Where(l => Attribute(l, "class") == "one").Select(l => Number(l, "x1")).ShouldBe(ends);
    }

    [Fact]
    public void Each_bar_has_its_figure()
    {
        var figures = Texts(Chart(s_extremes), "figure");
        figures.ShouldContain("1.00");
        figures.ShouldContain("1235");
        figures.ShouldContain("0.000");
        figures.ShouldContain("–");
        figures.Count.ShouldBe(2 * 11);
    }

    [Fact]
    public void What_is_longer_than_the_axis_ends_in_a_point()
    {
        var bars = Bars(Chart(Some.Results(Some.Wire("far", 400, 3))));
        bars[0].IsCut.ShouldBeTrue();
        bars[1].IsCut.ShouldBeFalse();
        bars[0].Width.ShouldBe(bars[1].Width);
    }

    [Fact]
    public void Nothing_overlaps_and_nothing_leaves_the_picture()
    {
        var chart = Chart(s_extremes);
        var (width, height) = (Number(chart, "width"), Number(chart, "height"));
        var figures = Of(chart, "text").Where(t => Attribute(t, "class") == "figure")
            .Select(t => (Left: Number(t, "x"), Right: Number(t, "x") + (FigureWidth * t.Value.Length), Bottom: Number(t, "y"))).ToList();
        var bars = Bars(chart);
        var names = Of(chart, "text").Where(t => Attribute(t, "class") == "text").Select(t => Number(t, "x") + (7.2 * t.Value.Length)).ToList();
        var secondPanel = bars.Max(b => b.Left);
        foreach (var (left, right, bottom) in figures)
        {
            right.ShouldBeLessThan(left < secondPanel ? secondPanel : width);
            bars.ShouldNotContain(b => b.Left < right && b.Right > left && b.Top < bottom - 1 && b.Top + BarHeight > bottom - 8, "a bar under a figure");
            figures.Count(f => Math.Abs(f.Bottom - bottom) < BarHeight && f.Left < right && f.Right > left).ShouldBe(1);
            bottom.ShouldBeLessThan(height);
        }

        Texts(chart, "text").ShouldContain("SingleTable.Linq");
        names.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Rows_follow_each_other()
    {
        var tops = Bars(Chart(s_extremes)).Select(b => b.Top).Distinct().Order().ToList();
        tops.Zip(tops.Skip(1), (a, b) => b - a).Min().ShouldBeGreaterThan(BarHeight);
    }

    [Fact]
    public void A_long_name_is_cut_before_the_bars()
    {
        var name = "A name of many words, " + "and many more words than there is room for";
        var chart = Chart(Some.Results(Some.Wire(name, 1, 1)));
        var label = Texts(chart, "text").Single(t => t.EndsWith('…'));
        label.Length.ShouldBeLessThanOrEqualTo(48);
        name.ShouldStartWith(label[..^1]);
        chart.ToString().ShouldContain(name, customMessage: "the whole name belongs to the bar");
    }

    [Fact]
    public void The_names_of_all_scenarios_are_whole()
    {
        var chart = Chart(Some.Results([.. Scenarios.Repeatable.Select(s => Some.Wire(s.Title, 1, 1))]));
        Texts(chart, "text").ShouldNotContain(t => t.EndsWith('…'));
    }

    [Fact]
    public void Names_may_hold_anything() =>
        Texts(Chart(Some.Results(Some.Wire("""<a> & "b" 'c'""", 1, 1))), "text").ShouldContain("""<a> & "b" 'c'""");

    [Fact]
    public void Absent_peers_have_no_place()
    {
        var chart = Chart(Some.Results(Some.Wire("a", 1, 1), Some.Wire("b", 1, 1)));
        Texts(chart, "text").ShouldBe(["SingleTable.Linq", "a", "b"]);
        Texts(Chart(s_extremes), "text").ShouldContain("EfficientDynamoDb");
    }

    [Fact]
    public void Scenarios_without_the_low_level_SDK_have_no_bars()
    {
        var own = new ScenarioCosts(Area.Engine, "engine", "engine", [new("engine", 1, 1)]);
        Texts(Chart(Some.Results(own, Some.Wire("a", 1, 1))), "text").ShouldNotContain("engine");
        Should.Throw<ArgumentException>(() => RatioChart.Draw(Some.Results(own)));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void It_is_the_same_in_every_culture(string culture)
    {
        var expected = RatioChart.Draw(s_extremes);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            RatioChart.Draw(s_extremes).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void It_loads_nothing_and_runs_nothing()
    {
        var chart = RatioChart.Draw(s_extremes);
        chart.ShouldContain("@media (prefers-color-scheme: dark)");
        chart.ShouldNotContain("<script");
        chart.ShouldNotContain("href");
        chart.ShouldNotContain("url(");
        chart.ShouldNotContain("@import");
        chart.ShouldNotContain("@font-face");
        chart.ShouldNotContain("\r");
        chart.ShouldEndWith("</svg>\n");
    }

    private static XElement Chart(BenchmarkResults results) => XDocument.Parse(RatioChart.Draw(results)).Root!;

    private static IEnumerable<XElement> Of(XElement chart, string name) => chart.Descendants().Where(e => e.Name.LocalName == name);

    private static List<string> Texts(XElement chart, string style) =>
        [.. Of(chart, "text").Where(t => Attribute(t, "class") == style).Select(t => t.Value)];

    private static string Attribute(XElement element, string name) => element.Attribute(name)!.Value;

    private static double Number(XElement element, string name) => double.Parse(Attribute(element, name), CultureInfo.InvariantCulture);

    // M left top H right V or L ...
    private static List<(string Style, double Left, double Right, double Top, double Width, bool IsCut)> Bars(XElement chart) =>
        [.. Of(chart, "path").Select(p =>
        {
            var shape = Shape().Match(Attribute(p, "d"));
            double Value(string name) => double.Parse(shape.Groups[name].Value, CultureInfo.InvariantCulture);
            var isCut = shape.Groups["point"].Success;
            var right = Value(isCut ? "point" : "right");
            return (Attribute(p, "class"), Value("left"), right, Value("top"), right - Value("left"), isCut);
        })];

    [GeneratedRegex(@"^M(?<left>[\d.]+) (?<top>[\d.]+)H(?<right>[\d.]+)(V|L(?<point>[\d.]+) )", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
