using System.Globalization;
using System.Text;
using SingleTable.Linq.Docs.Tests.Pages;

namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>A page as one source file: its types in a namespace of its own, each snippet with statements as a class.</summary>
internal sealed class PageCode
{
    private readonly StringBuilder _types = new();
    private readonly StringBuilder _members = new();
    private readonly StringBuilder _classes = new();
    private readonly HashSet<string> _usings = [];
    private readonly HashSet<string> _names = [];
    private readonly List<PageSnippet> _snippets = [];
    private readonly Page _page;
    private readonly string _namespace;
    private string _context = "SaasTable";
    private string _given = "";
    private (PageSnippet Snippet, string Context, StringBuilder Code)? _open;

    private PageCode(Page page, string space)
    {
        _page = page;
        _namespace = space;
    }

    public List<Expectation> Expectations { get; } = [];

    public IReadOnlyList<PageSnippet> Snippets => _snippets;

    /// <summary>Programs of their own: the line, the code, and what it prints.</summary>
    public List<(int Line, string Code, string Output)> Programs { get; } = [];

    public string Source { get; private set; } = "";

    public static PageCode Of(Page page, string space)
    {
        var code = new PageCode(page, space);
        code.Add();
        return code;
    }

    private void Add()
    {
        for (var i = 0; i < _page.Fences.Count; i++)
        {
            var fence = _page.Fences[i];
            foreach (var directive in fence.Directives)
            {
                Add(directive);
            }

            if (fence.Language != "csharp" || fence.Has(Directive.NotCompiled))
            {
                continue;
            }

            if (fence.Has(Directive.Program))
            {
                Programs.Add((fence.Line, fence.Code, _page.Fences[i + 1].Code));
                continue;
            }

            Add(fence);
        }

        Close();
        Source = $$"""
            {{string.Join('\n', _usings)}}
            namespace {{_namespace}};
            using static Members;
            {{_types}}
            public static partial class Members
            {
            {{_members}}
            }
            {{_classes}}
            """;
    }

    private void Add(Directive directive)
    {
        switch (directive.Name)
        {
            case Directive.Context:
                (_context, _given) = (directive.Text, "");
                break;
            case Directive.Given:
                _given = $"#line {directive.Line + 1} \"{_page.Path}\"\n{directive.Text}\n#line default\n";
                break;
            case Directive.Hidden:
                Place(SnippetCode.Read(_page.Path, directive.Line + 1, directive.Text + "\n", Expectations), directive.Line, continues: false, runs: true);
                break;
        }
    }

    private void Add(Fence fence)
    {
        var runs = !fence.Has(Directive.CompiledOnly);
        if (fence.Find(Directive.Within) is { } within)
        {
            var (before, after) = within.Text.Split('…') is [var b, var a] ? (b, a) : throw new InvalidOperationException($"{_page.Path}:{within.Line} has no single '…'.");
            var whole = $"{before.ReplaceLineEndings(" ")}\n{fence.Code}{after.ReplaceLineEndings(" ")}\n";
            Place(SnippetCode.Read(_page.Path, fence.Line - 1, whole, Expectations), fence.Line, fence.Has(Directive.Continues), runs);
            return;
        }

        var known = Expectations.Count;
        Place(SnippetCode.Read(_page.Path, fence.Line, fence.Code, Expectations), fence.Line, fence.Has(Directive.Continues), runs);
        for (var i = known; fence.Has(Directive.Table) && i < Expectations.Count; i++)
        {
            Expectations[i] = Expectations[i] with { IsComment = false };
        }
    }

    private void Place(SnippetCode code, int line, bool continues, bool runs)
    {
        _usings.UnionWith(code.Usings);
        var isNew = code.Types.TrueForAll(t => !_names.Contains(t.Name));
        var name = string.Create(CultureInfo.InvariantCulture, $"Line{line}");
        if (isNew)
        {
            _names.UnionWith(code.Types.Select(t => t.Name));
            _types.AppendJoin('\n', code.Types.Select(t => t.Code));
        }
        else
        {
            // A type that was shown before, in another form: this one is seen in its own snippet only.
            Close();
            _classes.Append("namespace Of").Append(name).Append(" {\n").AppendJoin('\n', code.Types.Select(t => t.Code));
        }

        _members.AppendJoin('\n', code.Members.Select(m => Public(m)));
        if (code.Statements.Count > 0)
        {
            if (!continues || _open is null)
            {
                Close();
                var snippet = new PageSnippet(line, isNew ? name : $"Of{name}.{name}", code.IsQueries);
                _open = (snippet, _context, new StringBuilder(_given));
                if (runs)
                {
                    _snippets.Add(snippet);
                }
            }

            _open.Value.Code.AppendJoin("", code.Statements);
        }

        if (!isNew)
        {
            Close();
            _classes.Append("}\n");
        }
    }

    private void Close()
    {
        if (_open is var (snippet, context, code))
        {
            _classes.Append(CultureInfo.InvariantCulture, $$"""
                internal sealed class {{snippet.TypeName.Split('.')[^1]}}(SingleTable.Linq.Docs.Tests.Running.World world) : SingleTable.Linq.Docs.Tests.Running.Snippet<{{context}}>(world)
                {
                    public override async System.Threading.Tasks.Task RunAsync()
                    {
                {{code}}
                    }
                }

                """);
            _open = null;
        }
    }

    // A member of a snippet is private by itself; all snippets of the page see it.
    private static string Public(string member)
    {
        var start = member.IndexOf('\n') + 1;
        return $"{member[..start]}public {(member[start..].StartsWith("static", StringComparison.Ordinal) ? "" : "static ")}{member[start..]}".Replace("public public", "public", StringComparison.Ordinal);
    }
}
