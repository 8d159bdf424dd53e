using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.Tests.Architecture;

/// <summary>The folders show the flow of data: a stage refers only to the stages before it.</summary>
public class StageOrderTests
{
    private static readonly string[] s_stages =
    [
        "Diagnostics", "Keys", "Generation", "Wire", "Materialization", "Model", "Querying", "Translation", "Planning", "Execution", "Writing", "Hosting",
    ];

    private static readonly string s_src = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src"));

    private static readonly (string Path, string Text)[] s_files =
        [.. Directory.GetFiles(s_src, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Path: Path.GetRelativePath(s_src, f).Replace('\\', '/'), Text: File.ReadAllText(f)))
            .Where(f => !Regex.IsMatch(f.Path, "/(obj|bin)/"))];

    [Fact]
    public void A_stage_refers_only_to_stages_before_it() => s_files
        .Select(f => (f.Path, f.Text, Stage: Array.IndexOf(s_stages, f.Path.Split('/')[1])))
        .Where(f => f.Path.StartsWith("SingleTable.Linq/", StringComparison.Ordinal) && f.Stage >= 0)
        .SelectMany(f => Names(f.Text).Where(name => Array.IndexOf(s_stages, name) > f.Stage).Distinct().Select(name => $"{f.Path} names {name}"))
        .ShouldBeEmpty();

    [Fact]
    public void Every_folder_is_a_stage() => s_files.Select(f => f.Path.Split('/'))
        .Where(p => p[0] == "SingleTable.Linq" && p.Length > 2).Select(p => p[1]).Distinct().Except([.. s_stages, "Exceptions"]).ShouldBeEmpty();

    [Fact]
    public void Only_one_folder_names_relinq() => s_files
        .Where(f => f.Text.Contains("Remotion", StringComparison.Ordinal) && !f.Path.Contains("/Translation/Relinq/", StringComparison.Ordinal))
        .Select(f => f.Path).ShouldBeEmpty();

    [Fact]
    public void No_file_is_over_400_lines() => s_files.Where(f => f.Text.Count(c => c == '\n') > 400).Select(f => f.Path).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_undone() => s_files.Where(f => Regex.IsMatch(f.Text, "TODO|FIXME|NotImplementedException")).Select(f => f.Path).ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(TableContext), "SingleTable.Linq")]
    [InlineData(typeof(InMemory.InMemoryDynamoDb), "SingleTable.Linq.InMemory")]
    public void Public_types_are_in_one_namespace(Type type, string name) => type.Assembly.GetExportedTypes()
        .Where(t => t.Namespace != name && t.Namespace != "Microsoft.Extensions.DependencyInjection" && !t.IsDefined(typeof(CompilerGeneratedAttribute))).Select(t => t.FullName).ShouldBeEmpty();

    // "using SingleTable.Linq.Keys;" and "Keys.KeyWriter", but neither "Keys.Length" of an array nor "x.Keys.First()".
    private static IEnumerable<string> Names(string text) =>
        Regex.Matches(text, @"SingleTable\.Linq\.(\w+)|(?<![\w.])(\w+)\.[A-Z]\w+").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
