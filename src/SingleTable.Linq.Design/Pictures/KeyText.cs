using System.Text;

namespace SingleTable.Linq.Design.Pictures;

/// <summary>The text of a key attribute in pieces: what is the same in all keys, and what comes from properties.</summary>
internal sealed record KeyText(IReadOnlyList<(string Text, bool IsSlot)> Pieces)
{
    public static KeyText OfShape(KeyAttributeSchema attribute) => attribute.Property is { } property
        ? new([($"{{{property}}}", true)])
        : new([.. attribute.Parts.Select(p => (p.ToString(), p.Literal is null))]);

    /// <summary>A stored text; in pieces where it is what the model would make.</summary>
    public static KeyText OfValue(string text, KeyAttributeSchema? attribute) =>
        attribute is { Parts.Count: > 0 } && Split(text, attribute.Parts) is { } pieces ? new(pieces) : new([(text, attribute?.Property is not null)]);

    public static KeyText Of(string text) => new([(text, false)]);

    /// <summary>Whether a stored text can be of these parts: values hold no separator.</summary>
    public static bool IsOf(string text, IReadOnlyList<KeyPartSchema> parts) => Split(text, parts) is not null;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var piece in Pieces)
        {
            text.Append(piece.Text);
        }

        return text.ToString();
    }

    private static List<(string, bool)>? Split(string text, IReadOnlyList<KeyPartSchema> parts)
    {
        List<(string, bool)> pieces = [];
        var at = 0;
        foreach (var part in parts)
        {
            if (part.Literal is { } literal)
            {
                if (string.CompareOrdinal(text, at, literal, 0, literal.Length) != 0)
                {
                    return null;
                }

                pieces.Add((literal, false));
                at += literal.Length;
                continue;
            }

            var end = text.IndexOf('#', at);
            end = end < 0 ? text.Length : end;
            if (end == at)
            {
                return null;
            }

            pieces.Add((text[at..end], true));
            at = end;
        }

        return at == text.Length ? pieces : null;
    }
}
