using System.Globalization;
using System.Text;

namespace SingleTable.Linq.Design.Html;

/// <summary>
/// A colour for each entity: hues that neighbours do not share, each in a light form behind text and a strong one beside it, of equal lightness (OKLCH), so that text is
/// read as well on all of them.
/// </summary>
internal static class Palette
{
    private static readonly int[] s_hues = [255, 155, 60, 310, 25, 200, 100, 345, 230, 130, 285, 80];

    /// <summary>The rules of all colours, for light and for dark screens.</summary>
    public static string Css(int count)
    {
        var css = new StringBuilder();
        Append(css, count, i => $".e{Text(i)}{{--tint:{Hex(.958, .026, Hue(i))};--edge:{Hex(.64, .135, Hue(i))};--name:{Hex(.42, .115, Hue(i))}}}\n");
        css.Append("@media screen and (prefers-color-scheme:dark){\n");
        Append(css, count, i => $".e{Text(i)}{{--tint:{Hex(.265, .032, Hue(i))};--edge:{Hex(.66, .12, Hue(i))};--name:{Hex(.87, .075, Hue(i))}}}\n");
        return css.Append("}\n").ToString();
    }

    /// <summary>The strip at the top of the page: all colours side by side.</summary>
    public static string Strip(int count)
    {
        var stops = Enumerable.Range(0, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{Hex(.64, .135, Hue(i))} {Math.Round(100.0 * i / count, 2)}% {Math.Round(100.0 * (i + 1) / count, 2)}%"));
        return count < 2 ? "" : $".strip{{background:linear-gradient(90deg,{string.Join(',', stops)})}}\n";
    }

    /// <summary>The column of types: as wide as the longest name, within limits.</summary>
    public static string TypeColumn(IEnumerable<string> names) => string.Create(
        CultureInfo.InvariantCulture, $".picture .t{{width:{Math.Clamp((names.Select(n => n.Length).DefaultIfEmpty().Max() * .56) + 3, 8, 11.5):0.##}rem}}\n");

    // Beyond the list by the golden angle, which never repeats.
    private static double Hue(int i) => i < s_hues.Length ? s_hues[i] : (255 + (137.508 * i)) % 360;

    private static void Append(StringBuilder css, int count, Func<int, string> rule)
    {
        for (var i = 0; i < count; i++)
        {
            css.Append(rule(i));
        }
    }

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);

    // OKLCH to sRGB (Björn Ottosson, "A perceptual color space for image processing"); what is outside of sRGB loses chroma until it is inside.
    private static string Hex(double lightness, double chroma, double hue)
    {
        while (true)
        {
            var (sin, cos) = Math.SinCos(hue * Math.PI / 180);
            var (a, b) = (chroma * cos, chroma * sin);
            var l = Math.Pow(lightness + (.3963377774 * a) + (.2158037573 * b), 3);
            var m = Math.Pow(lightness - (.1055613458 * a) - (.0638541728 * b), 3);
            var s = Math.Pow(lightness - (.0894841775 * a) - (1.2914855480 * b), 3);
            double[] linear =
            [
                (4.0767416621 * l) - (3.3077115913 * m) + (.2309699292 * s),
                (-1.2684380046 * l) + (2.6097574011 * m) - (.3413193965 * s),
                (-.0041960863 * l) - (.7034186147 * m) + (1.7076147010 * s),
            ];
            if (chroma < .002 || linear.All(c => c is >= -.0001 and <= 1.0001))
            {
                return string.Create(CultureInfo.InvariantCulture, $"#{Byte(linear[0]):x2}{Byte(linear[1]):x2}{Byte(linear[2]):x2}");
            }

            chroma -= .002;
        }
    }

    private static int Byte(double linear)
    {
        var c = Math.Clamp(linear, 0, 1);
        return (int)Math.Round(255 * (c <= .0031308 ? 12.92 * c : (1.055 * Math.Pow(c, 1 / 2.4)) - .055));
    }
}
