using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Html;

/// <summary>Writes the access patterns with their requests, and what they have in common.</summary>
internal static class PatternHtml
{
    public static void Write(HtmlText html, PatternTable patterns)
    {
        html.Raw("<section>\n<h2 id=\"patterns\">Access patterns</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"patterns-caption\">\n")
            .Raw("<table class=\"patterns\">\n<caption id=\"patterns-caption\">Each pattern with the requests that answer it <small>(RCU: read capacity units)</small></caption>\n<thead><tr>")
            .Raw("<th scope=\"col\">Pattern</th><th scope=\"col\">Operation</th><th scope=\"col\">Reads</th><th scope=\"col\" class=\"cond\">Key condition</th>")
            .Raw("<th scope=\"col\" class=\"filter\">Filter</th><th scope=\"col\">Requests</th><th scope=\"col\">Capacity</th></tr></thead>\n");
        foreach (var row in patterns.Rows)
        {
            Row(html, row);
        }

        html.Raw("</table>\n</div>\n<div class=\"findings\">\n");
        Section(html, "Who reads what", patterns.Places.Select(p => (p.Place, p.Patterns)), "No pattern sends a request.");
        Section(html, "One request could serve them", patterns.Alike.Select(a => ("", a)), "Each pattern reads a range of its own.");
        Section(html, "Unused indexes", patterns.UnusedIndexes.Select(i => (i, (IReadOnlyList<string>)[])), "Each index is read by a pattern.");
        html.Raw("</div>\n</section>\n");
    }

    private static void Row(HtmlText html, PatternRow row)
    {
        html.Raw("<tbody>\n");
        if (row.Requests.Count == 0)
        {
            html.Raw("<tr>").Raw("<th scope=\"row\">").Text(row.Name).Raw("</th><td colspan=\"6\" class=\"none\">No request: nothing can match.</td></tr>\n");
        }

        for (var i = 0; i < row.Requests.Count; i++)
        {
            var (entry, request) = (row.Requests[i], row.Requests[i].Request);
            html.Raw("<tr>");
            if (i == 0)
            {
                html.Raw("<th scope=\"row\" rowspan=\"").Number(row.Requests.Count).Raw("\">").Text(row.Name).Raw("</th>");
            }

            html.Raw(request.Operation == "Scan" ? "<td><span class=\"warn\">" : "<td><span>").Text(request.Operation).Raw("</span></td><td>").Text(entry.Place)
                .Raw("</td><td><code>").Key(entry.Condition).Raw("</code>");
            foreach (var note in entry.Notes)
            {
                html.Raw("<span class=\"note\">").Text(note).Raw("</span>");
            }

            html.Raw(request.Filter is null ? "</td><td class=\"none\">none</td><td>" : "</td><td><code>").Key(request.Filter ?? "").Raw(request.Filter is null ? "" : "</code></td><td>")
                .Text(entry.Count).Raw("</td><td>").Text(entry.Capacity).Raw("</td></tr>\n");
        }

        html.Raw("</tbody>\n");
    }

    private static void Section(HtmlText html, string title, IEnumerable<(string Head, IReadOnlyList<string> Names)> entries, string none)
    {
        html.Raw("<section>").Element("h3", title);
        List<(string Head, IReadOnlyList<string> Names)> all = [.. entries];
        if (all.Count == 0)
        {
            html.Raw("<p class=\"none\">").Text(none).Raw("</p></section>\n");
            return;
        }

        html.Raw("<ul>");
        foreach (var (head, rest) in all)
        {
            html.Raw("<li>");
            if (head.Length > 0)
            {
                html.Element("strong", head).Raw(rest.Count > 0 ? ": " : "");
            }

            html.Text(string.Join(" · ", rest)).Raw("</li>");
        }

        html.Raw("</ul></section>\n");
    }
}
