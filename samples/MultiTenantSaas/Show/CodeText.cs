namespace MultiTenantSaas.Show;

/// <summary>The source text of a lambda as something to read: without its arrow, and without the indentation that it has in its file.</summary>
public static class CodeText
{
    public static string Of(string lambda)
    {
        var lines = lambda.ReplaceLineEndings("\n").Split('\n');
        lines[0] = Body(lines[0]);
        if (lines[0].Length == 0)
            lines = lines[1..];
        var indented = lines.Skip(1).Where(l => l.Trim().Length > 0).Select(Indentation).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((line, i) => i == 0 ? line.Trim() : "    " + line[Math.Min(indented, line.Length)..].TrimEnd()));
    }

    private static string Body(string line)
    {
        var arrow = line.IndexOf("=>", StringComparison.Ordinal);
        var isLambda = arrow >= 0 && (line.StartsWith("()", StringComparison.Ordinal) || line.StartsWith("async ()", StringComparison.Ordinal));
        return isLambda ? line[(arrow + 2)..].TrimStart() : line;
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;
}
