using System.Text;
using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design.Html;

/// <summary>Writes HTML: what is markup is written by <see cref="Raw"/>, which takes only literals; everything else is encoded.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Markup of the page's own.</summary>
    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A text of the model or of an item. What cannot be seen is shown by its code.</summary>
    public HtmlText Text(string text)
    {
        foreach (var c in ValueText.Visible(text))
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }

        return this;
    }

    /// <summary>The text of a key or a condition: lines may end behind separators.</summary>
    public HtmlText Key(string text)
    {
        var start = 0;
        for (var at = text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = text.IndexOf('#', at + 1))
        {
            Text(text[start..(at + 1)]).Raw("<wbr>");
            start = at + 1;
        }

        return Text(text[start..]);
    }

    /// <summary>A name: lines may end between its words.</summary>
    public HtmlText Name(string name)
    {
        var start = 0;
        for (var i = 1; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
            {
                Text(name[start..i]).Raw("<wbr>");
                start = i;
            }
        }

        return Text(name[start..]);
    }

    public HtmlText Number(int number)
    {
        _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number}");
        return this;
    }

    /// <summary>An element with nothing but a text in it.</summary>
    public HtmlText Element(string tag, string text) => Raw("<").Raw(tag).Raw(">").Text(text).Raw("</").Raw(tag).Raw(">");

    public override string ToString() => _text.ToString();
}
