using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>A fence taken apart: what belongs to a namespace, what to a class, and what runs.</summary>
internal sealed class SnippetCode
{
    // Pages may show the model before what is done with it (CS8803), and a field without its class (CS0106).
    private static readonly string[] s_allowed = ["CS8803", "CS0106"];

    private readonly List<Expectation> _expectations;
    private readonly string _path;

    private SnippetCode(string path, List<Expectation> expectations)
    {
        _path = path;
        _expectations = expectations;
    }

    public List<string> Usings { get; } = [];

    /// <summary>Types with their names.</summary>
    public List<(string Name, string Code)> Types { get; } = [];

    /// <summary>Fields and methods without a class.</summary>
    public List<string> Members { get; } = [];

    public List<string> Statements { get; } = [];

    /// <summary>Whether it is a list of bare queries, which are refused before any request or not at all.</summary>
    public bool IsQueries { get; private init; }

    /// <summary>Reads C#, or a list of expressions that are separated by empty lines. What it expects is added to the list.</summary>
    public static SnippetCode Read(string path, int line, string code, List<Expectation> expectations)
    {
        var root = Parse(code);
        if (root.GetDiagnostics().All(d => s_allowed.Contains(d.Id)))
        {
            var snippet = new SnippetCode(path, expectations);
            snippet.Add(root, line);
            return snippet;
        }

        var queries = new SnippetCode(path, expectations) { IsQueries = true };
        foreach (var (first, text) in Chunks(code))
        {
            queries.AddQuery(text, line + first);
        }

        return queries;
    }

    private static CompilationUnitSyntax Parse(string code) => SyntaxFactory.ParseCompilationUnit(code, options: SnippetCompiler.ParseOptions);

    private static IEnumerable<(int First, string Text)> Chunks(string code)
    {
        var first = 0;
        foreach (var chunk in code.Split("\n\n"))
        {
            yield return (first, chunk.TrimEnd('\n'));
            first += chunk.Count(c => c == '\n') + 2;
        }
    }

    private void Add(CompilationUnitSyntax root, int line)
    {
        Usings.AddRange(root.Usings.Select(u => u.ToString()));
        var text = root.GetText();
        foreach (var (member, next) in root.Members.Zip(root.Members.Skip(1).Select(m => (int?)m.SpanStart).Append(null)))
        {
            var at = line + text.Lines.GetLineFromPosition(member.SpanStart).LineNumber;
            var code = Located(at, Indented(text, member));
            switch (member)
            {
                case GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax { Modifiers: var modifiers } } when modifiers.Any(SyntaxKind.StaticKeyword):
                    Members.Add(code);
                    break;
                case GlobalStatementSyntax:
                    Statements.Add(Checked(text, member, next ?? text.Length, line));
                    break;
                case BaseTypeDeclarationSyntax type:
                    Types.Add((type.Identifier.ValueText, code));
                    break;
                case DelegateDeclarationSyntax type:
                    Types.Add((type.Identifier.ValueText, code));
                    break;
                default:
                    Members.Add(code);
                    break;
            }
        }
    }

    /// <summary>A statement, and behind it a check of what the comments below it say.</summary>
    private string Checked(SourceText text, SyntaxNode statement, int end, int line)
    {
        var at = line + text.Lines.GetLineFromPosition(statement.SpanStart).LineNumber;
        var code = Indented(text, statement);
        var after = text.Lines.GetLineFromPosition(statement.Span.End).LineNumber + 1;
        var comments = text.Lines.Skip(after).TakeWhile(l => l.Start < end).Select(l => l.ToString()).TakeWhile(IsComment).Select(Uncommented).ToList();
        var prints = code.StartsWith("Console.Write", StringComparison.Ordinal) || (code.StartsWith("foreach", StringComparison.Ordinal) && code.Contains("Console.Write", StringComparison.Ordinal));
        if (comments.Count == 0 || !(prints || Expectation.Begins(comments[0])))
        {
            return Located(at, code);
        }

        var expectation = Expect(line + after, comments);
        return _expectations[expectation].IsRefusal || (comments[0] == "?" && statement is not GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax })
            ? Located(at, $"await __.RefusedAsync({expectation}, async () => {{ {code}\n}});")
            : Located(at, $"__.Begin(); {code}\n__.Check({expectation});");
    }

    private void AddQuery(string chunk, int line)
    {
        var lines = chunk.Split('\n');
        var count = lines.TakeWhile(l => !IsComment(l)).Count();
        var comments = lines.Skip(count).TakeWhile(IsComment).Select(Uncommented).ToList();
        var code = string.Join('\n', lines.Take(count)).TrimEnd();
        var isExpression = !SyntaxFactory.ParseExpression(code, options: SnippetCompiler.ParseOptions, consumeFullText: true).ContainsDiagnostics;
        Statements.Add(Located(line, isExpression
            ? $"await ReadAsync({Expect(line + count, comments.Count == 0 ? ["…"] : comments)}, () => {code}\n);"
            : code));
    }

    private int Expect(int first, List<string> comments)
    {
        _expectations.Add(new(first, comments));
        return _expectations.Count - 1;
    }

    private string Located(int line, string code) => $"#line {line} \"{_path}\"\n{code}\n#line default\n";

    private static string Indented(SourceText text, SyntaxNode node) => text.ToString(node.Span);

    private static bool IsComment(string line) => line.StartsWith("//", StringComparison.Ordinal);

    private static string Uncommented(string line) => line[2..].Trim();
}
