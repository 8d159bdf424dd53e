using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Html;

/// <summary>Writes the whole page.</summary>
internal static class HtmlReport
{
    private static readonly string s_css = ReadCss();

    public static string Write(ReportContent content)
    {
        var html = new HtmlText();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Element("title", content.Title).Raw("\n<style>\n").Raw(s_css).Raw(Palette.Css(content.Kinds.All.Count)).Raw(Palette.Strip(content.Kinds.All.Count))
            .Raw(Palette.TypeColumn(content.Kinds.All.Select(e => e.Name)))
            .Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the table</a>\n<div class=\"strip\"></div>\n");
        Header(html, content);
        Navigation(html, content);
        html.Raw("<main id=\"main\" tabindex=\"-1\">\n");
        for (var i = 0; i < content.Pictures.Count; i++)
        {
            PictureHtml.Write(html, content.Pictures[i], i);
        }

        if (content.Patterns.Rows.Count > 0)
        {
            PatternHtml.Write(html, content.Patterns);
        }

        EntityHtml.Write(html, content);
        html.Raw("</main>\n<footer>Drawn from the model by SingleTable.Linq.Design.</footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Header(HtmlText html, ReportContent content)
    {
        html.Raw("<header>\n").Element("h1", content.Title).Raw("\n<dl class=\"facts\">\n");
        foreach (var (name, value) in content.Facts)
        {
            html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");
        }

        html.Raw("</dl>\n<ul class=\"legend\" aria-label=\"Entities\">\n");
        for (var i = 0; i < content.Kinds.All.Count; i++)
        {
            html.Raw("<li><a class=\"tag e").Number(i).Raw("\" href=\"#entity-").Number(i).Raw("\">").Text(content.Kinds.All[i].Name).Raw("</a></li>\n");
        }

        html.Raw("</ul>\n</header>\n");
    }

    private static void Navigation(HtmlText html, ReportContent content)
    {
        html.Raw("<nav class=\"bar\" aria-label=\"Sections\"><ul>\n");
        for (var i = 0; i < content.Pictures.Count; i++)
        {
            html.Raw("<li><a href=\"#picture-").Number(i).Raw("\">").Text(content.Pictures[i].Title).Raw("</a></li>\n");
        }

        html.Raw(content.Patterns.Rows.Count == 0 ? "" : "<li><a href=\"#patterns\">Access patterns</a></li>\n")
            .Raw("<li><a href=\"#entities\">Entities</a></li>\n</ul></nav>\n");
    }

    private static string ReadCss()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
