using System.IO.Enumeration;
using System.Text;

namespace MultiTenantSaas.Show;

/// <summary>The request lines that the library logs, cut into those of each step.</summary>
public sealed class Requests
{
    private readonly List<string> _lines = [];
    private int _taken;

    public int Count => _lines.Count;

    public void Add(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }

    /// <summary>The lines since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_lines)
        {
            var fresh = _lines[_taken..];
            _taken = _lines.Count;
            return fresh;
        }
    }

    /// <summary>Whether the lines are those of the patterns, one by one; <c>*</c> stands for any text.</summary>
    public static bool Match(IReadOnlyList<string> patterns, IReadOnlyList<string> lines) =>
        patterns.Count == lines.Count && patterns.Zip(lines).All(p => FileSystemName.MatchesSimpleExpression(p.First, p.Second, ignoreCase: false));

    /// <summary>Breaks a line between its parts (they are two spaces apart) and, where a part is too long by itself, after a comma.</summary>
    public static string Wrap(string line, int width)
    {
        var text = new StringBuilder();
        var column = 0;
        foreach (var part in line.Split("  ").SelectMany(p => Pieces(p, width)))
        {
            if (column > 0 && column + part.Length + 2 > width)
            {
                text.Append("\n    ");
                column = 4;
            }
            else if (column > 0)
            {
                text.Append("  ");
                column += 2;
            }

            text.Append(part);
            column += part.Length;
        }

        return text.ToString();
    }

    private static IEnumerable<string> Pieces(string part, int width)
    {
        while (part.Length + 4 > width && part.LastIndexOf(", ", width - 6, StringComparison.Ordinal) is > 0 and var comma)
        {
            yield return part[..(comma + 1)];
            part = part[(comma + 2)..];
        }

        yield return part;
    }
}
