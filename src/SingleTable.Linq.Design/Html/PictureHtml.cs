using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Html;

/// <summary>Writes the table or an index: a row for each item, the cell of the partition key beside all items of a collection.</summary>
internal static class PictureHtml
{
    public static void Write(HtmlText html, Picture picture, int number)
    {
        html.Raw("<section>\n<h2 id=\"picture-").Number(number).Raw("\">").Text(picture.Title);
        if (picture.Note.Length > 0)
        {
            html.Raw(" ").Element("small", picture.Note);
        }

        html.Raw("</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"caption-").Number(number)
            .Raw("\">\n<table class=\"picture\">\n<caption id=\"caption-").Number(number).Raw("\">").Text(Caption(picture))
            .Raw("</caption>\n<thead><tr><th scope=\"col\" class=\"p\">Partition key");
        Names(html, picture.PartitionNames);
        html.Raw("</th><th scope=\"col\" class=\"s\">Sort key");
        Names(html, picture.SortNames);
        html.Raw("</th><th scope=\"col\" class=\"t\">Type</th><th scope=\"col\">Attributes</th></tr></thead>\n");
        foreach (var group in picture.Groups)
        {
            Group(html, picture, group);
        }

        html.Raw(picture.Groups.Count == 0 ? "<tbody><tr><td colspan=\"4\" class=\"none\">No entity is here.</td></tr></tbody>\n" : "").Raw("</table>\n</div>\n</section>\n");
    }

    private static void Group(HtmlText html, Picture picture, PictureGroup group)
    {
        html.Raw("<tbody>\n");
        for (var i = 0; i < group.Rows.Count; i++)
        {
            var row = group.Rows[i];
            html.Raw("<tr class=\"item");
            if (row.Kind.Number is { } colour)
            {
                html.Raw(" e").Number(colour);
            }

            html.Raw("\">");
            if (i == 0)
            {
                html.Raw("<th scope=\"rowgroup\" rowspan=\"").Number(group.Rows.Count).Raw("\">");
                html.Raw(group.Name is null ? "" : "<span class=\"part\">").Text(group.Name ?? "").Raw(group.Name is null ? "" : "</span>");
                Keys(html, group.Partition, picture.PartitionNames);
                html.Raw("</th>");
            }

            html.Raw("<td class=\"sk\">");
            Keys(html, row.Sort, picture.SortNames);
            html.Raw("</td><td><span class=\"tag\">").Name(row.Kind.Name).Raw("</span></td><td>");
            Attributes(html, row);
            html.Raw("</td></tr>\n");
        }

        html.Raw("</tbody>\n");
    }

    private static void Attributes(HtmlText html, PictureRow row)
    {
        if (row.Attributes.Count == 0)
        {
            html.Raw("<span class=\"none\">nothing else</span>");
            return;
        }

        html.Raw("<dl class=\"attrs\">");
        foreach (var attribute in row.Attributes)
        {
            html.Raw(attribute.IsKey ? "<div class=\"key\"><dt>" : "<div><dt>").Name(attribute.Name).Raw("</dt>")
                .Raw(row.IsShape || attribute.IsKey ? "<dd class=\"mono\">" : "<dd>").Key(attribute.Text).Raw("</dd></div>");
        }

        html.Raw("</dl>");
    }

    private static void Keys(HtmlText html, IReadOnlyList<KeyText> keys, IReadOnlyList<string> names)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys.Count > 1)
            {
                html.Raw("<span class=\"part\">").Text(names[i]).Raw("</span>");
            }

            html.Raw("<code>");
            foreach (var (text, isSlot) in keys[i].Pieces)
            {
                html.Raw(isSlot ? "<span class=\"slot\">" : "").Key(text).Raw(isSlot ? "</span>" : "");
            }

            html.Raw("</code>");
        }
    }

    private static void Names(HtmlText html, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            html.Raw(" <code>").Text(string.Join(", ", names)).Raw("</code>");
        }
    }

    private static string Caption(Picture picture) =>
        picture.Index is null ? "Item collections and their items, in the order of the sort key" : $"Items by {string.Join(", ", picture.PartitionNames)}";
}
