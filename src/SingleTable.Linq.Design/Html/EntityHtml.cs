using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Html;

/// <summary>Writes each entity: its keys, its children and its properties, to be opened.</summary>
internal static class EntityHtml
{
    public static void Write(HtmlText html, ReportContent content)
    {
        html.Raw("<section>\n<h2 id=\"entities\">Entities</h2>\n");
        for (var i = 0; i < content.Kinds.All.Count; i++)
        {
            Entity(html, content.Kinds.All[i], i);
        }

        html.Raw("</section>\n");
    }

    private static void Entity(HtmlText html, EntitySchema entity, int number)
    {
        html.Raw("<details class=\"e").Number(number).Raw("\" id=\"entity-").Number(number).Raw("\">\n<summary><span class=\"tag\">").Text(entity.Name).Raw("</span> ")
            .Raw("<code>").Key(entity.Key.ToString()).Raw("</code></summary>\n<div class=\"in\">\n<dl class=\"keys\">");
        foreach (var (name, value) in Facts(entity))
        {
            html.Element("dt", name).Element("dd", value);
        }

        html.Raw("</dl>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"properties-").Number(number).Raw("\">\n<table class=\"props\">\n<caption id=\"properties-")
            .Number(number).Raw("\">Properties of ").Text(entity.Name).Raw("</caption>\n<thead><tr><th scope=\"col\">Property</th><th scope=\"col\">Type</th>")
            .Raw("<th scope=\"col\">Attribute</th><th scope=\"col\">Stored as</th><th scope=\"col\">Notes</th></tr></thead>\n<tbody>\n");
        foreach (var property in entity.Properties)
        {
            html.Raw("<tr><th scope=\"row\">").Text(property.Name).Raw("</th><td><code>").Text(TypeNames.Of(property)).Raw("</code></td><td><code>").Text(property.Attribute)
                .Raw("</code></td>").Element("td", property.AttributeType).Element("td", TypeNames.Notes(property)).Raw("</tr>\n");
        }

        html.Raw("</tbody>\n</table>\n</div>\n</div>\n</details>\n");
    }

    /// <summary>What the model says of an entity beside its properties.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(EntitySchema entity)
    {
        yield return ("Key", entity.Key.ToString());
        foreach (var key in entity.IndexKeys)
        {
            yield return ($"On {key.Index}", key.ToString());
        }

        if (entity.TypeName != entity.Name) yield return ("Type name", entity.TypeName);
        if (entity.Base is { } parent) yield return ("Derives from", parent);
        yield return ("Tenants", entity.IsTenantOwned ? "each item belongs to one" : "shared by all, or there are none");
        foreach (var child in entity.Children)
        {
            yield return (child.Property, $"every {child.Entity} {child.Belongs}");
        }

        foreach (var unique in entity.Uniques)
        {
            yield return ("Unique", unique.ToString());
        }

        if (entity.TimeToLive is { } expires) yield return ("Expires", entity.Lifetime is { } lifetime ? $"at {expires}, {lifetime}" : $"at {expires}");
        if (entity.SoftDelete is { } deleted) yield return ("Deleted", entity.KeepFor is { } keep ? $"at {deleted}, kept for {keep:c}" : $"at {deleted}");
    }
}
