using System.Globalization;
using System.Text;

namespace SingleTable.Linq.Model.Building;

/// <summary>A piece of a format string: literal text, or the number of an argument with its format.</summary>
internal sealed record FormatPiece(string? Literal, int Argument, string? Format);

/// <summary>Splits the format strings that the compiler makes from interpolated strings.</summary>
internal static class FormatHoles
{
    /// <param name="text">The format string, for example <c>ORG#{0}#{1:D8}</c>.</param>
    /// <param name="pieces">Receives the pieces.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Split(string text, List<FormatPiece> pieces)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }

            var end = text.IndexOf('}', i);
            if (text[i] == '}' || end < 0 || Hole(text[(i + 1)..end], out var hole) is not { } piece)
            {
                return $"the format string '{text}' is not well formed.";
            }

            if (hole.Contains(',', StringComparison.Ordinal))
            {
                return $"the alignment in '{{{hole}}}' pads with spaces, which would become part of the key. "
                    + "Remove it; for digits of one width write a format such as {x.Number:D8}.";
            }

            Flush(literal, pieces);
            pieces.Add(piece);
            i = end;
        }

        Flush(literal, pieces);
        return null;
    }

    private static FormatPiece? Hole(string hole, out string head)
    {
        var colon = hole.IndexOf(':', StringComparison.Ordinal);
        head = colon < 0 ? hole : hole[..colon];
        var index = head.Split(',')[0];
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var argument)
            ? new FormatPiece(null, argument, colon < 0 ? null : hole[(colon + 1)..])
            : null;
    }

    private static void Flush(StringBuilder literal, List<FormatPiece> pieces)
    {
        if (literal.Length > 0)
        {
            pieces.Add(new FormatPiece(literal.ToString(), -1, null));
            literal.Clear();
        }
    }
}
