using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;

namespace MultiTenantSaas.Show;

/// <summary>The request lines that the library logs, cut into those of each step.</summary>
public sealed partial class Requests
{
    private readonly List<string> _lines = [];
    private int _taken;

    /// <summary>Whether the lines show keys and values; otherwise only what is before them can be compared.</summary>
    public bool ShowsValues { get; set; } = true;

    public int Count => _lines.Count;

    public IReadOnlyList<string> All => _lines;

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
    public bool Match(IReadOnlyList<string> patterns, IReadOnlyList<string> lines) =>
        patterns.Count == lines.Count && patterns.Zip(lines).All(p => ShowsValues
            ? FileSystemName.MatchesSimpleExpression(p.First, p.Second, ignoreCase: false)
            : Head(p.First) == Head(p.Second));

    private static string Head(string line) => line.Split("  ", 2)[0];

    /// <summary>Breaks a line where its parts meet: two spaces, and in a transaction each action and what it does.</summary>
    public static string Wrap(string line, int width)
    {
        var parts = line.Split("  ", 3);
        return parts is [_, ['[', ..]] or [_, ['[', ..], _]
            ? string.Join('\n', line[(parts[0].Length + 2)..].Split("] [").Select(a => "  " + Join(ActionPart().Split(a.Trim('[', ']')), " ", width, "     "))
                .Prepend(parts[0]))
            : Join(line.Split("  "), "  ", width, "    ");
    }

    private static string Join(string[] parts, string separator, int width, string indent)
    {
        var text = new StringBuilder(parts[0]);
        var column = parts[0].Length;
        foreach (var part in parts.AsSpan(1))
        {
            var isBreak = column + separator.Length + part.Length > width;
            text.Append(isBreak ? $"\n{indent}" : separator).Append(part);
            column = part.Length + (isBreak ? indent.Length : column + separator.Length);
        }

        return text.ToString();
    }

    [GeneratedRegex(" (?=(?:pk|sk) = |(?:set|add|subtract|remove|index|if) )")]
    private static partial Regex ActionPart();
}
