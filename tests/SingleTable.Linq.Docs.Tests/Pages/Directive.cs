namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>An HTML comment of a page that says how the fences behind it are compiled: <c>&lt;!-- name: text --&gt;</c>.</summary>
internal sealed record Directive(string Name, string Text, int Line)
{
    /// <summary>From here on <c>db</c> is a context of this class.</summary>
    public const string Context = "context";

    /// <summary>Statements that run before each of the following snippets.</summary>
    public const string Given = "given";

    /// <summary>Code that is compiled as if it stood in a fence, and is not shown.</summary>
    public const string Hidden = "hidden";

    /// <summary>The next fence stands in place of the … of this code.</summary>
    public const string Within = "within";

    /// <summary>The next fence goes on where the one before it ended.</summary>
    public const string Continues = "continues";

    /// <summary>The next fence is a whole program; the fence behind it is what it prints.</summary>
    public const string Program = "program";

    /// <summary>The next fence is compiled and not run, for the reason that is given.</summary>
    public const string CompiledOnly = "compiled only";

    /// <summary>The next fence is not C# of this library, for the reason that is given.</summary>
    public const string NotCompiled = "not compiled";

    /// <summary>Of no comment, but of a table whose rows are queries with their requests.</summary>
    public const string Table = "table";

    private static readonly string[] s_names = [Context, Given, Hidden, Within, Continues, Program, CompiledOnly, NotCompiled];

    /// <summary>Null where the comment says nothing to the tests.</summary>
    public static Directive? Read(string comment, int line)
    {
        var trimmed = comment.Trim();
        var name = s_names.FirstOrDefault(n => trimmed.StartsWith(n, StringComparison.Ordinal) && (trimmed.Length == n.Length || trimmed[n.Length] is ':' or '\n'));
        return name is null ? null : new(name, trimmed[name.Length..].TrimStart(':').Trim(), line + comment[..comment.IndexOf(trimmed, StringComparison.Ordinal)].Count(c => c == '\n'));
    }
}
