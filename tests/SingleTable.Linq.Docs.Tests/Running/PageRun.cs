using System.Collections.Concurrent;
using SingleTable.Linq.Docs.Tests.Pages;
using SingleTable.Linq.Docs.Tests.Snippets;

namespace SingleTable.Linq.Docs.Tests.Running;

/// <summary>All snippets of a page, compiled and run once.</summary>
internal sealed class PageRun
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<PageRun>>> s_runs = new();
    private static readonly TextWriter s_console = Console.Out;
    private static readonly SemaphoreSlim s_one = new(1);

    private PageRun(Page page) => Page = page;

    public Page Page { get; }

    /// <summary>What is wrong, with the line of the page.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Where the page says something else than what happens, and what it should say.</summary>
    public List<(int First, int End, IReadOnlyList<string> Lines)> Corrections { get; } = [];

    /// <summary>The codes of the errors that the page shows and that were raised, with the names of the exceptions.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>One after another: what a snippet prints goes through the console.</summary>
    public static Task<PageRun> OfAsync(string path) => s_runs.GetOrAdd(path, p => new(async () =>
    {
        await s_one.WaitAsync();
        var (folder, scratch) = (Environment.CurrentDirectory, Directory.CreateTempSubdirectory("singletable-docs"));
        try
        {
            Environment.CurrentDirectory = scratch.FullName;    // for snippets that write files
            var run = new PageRun(Page.Read(p));
            await run.RunAsync();
            return run;
        }
        finally
        {
            Console.SetOut(s_console);
            Environment.CurrentDirectory = folder;
            scratch.Delete(recursive: true);
            s_one.Release();
        }
    })).Value;

    private async Task RunAsync()
    {
        const string space = "Snippets";
        var code = PageCode.Of(Page, space);
        var (assembly, errors) = SnippetCompiler.Compile(Page.Path, code.Source);
        Failures.AddRange(errors);
        foreach (var (line, program, output) in code.Programs)
        {
            await RunProgramAsync(line, program, output);
        }

        if (assembly is null)
        {
            return;
        }

        foreach (var snippet in code.Snippets)
        {
            using var world = new World(code.Expectations) { IsStrict = snippet.IsQueries };
            try
            {
                var instance = (Snippet)Activator.CreateInstance(assembly.GetType($"{space}.{snippet.TypeName}", throwOnError: true)!, world)!;
                await instance.PrepareAsync();
                world.Begin();
                await instance.RunAsync().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (Exception exception)
            {
                Failures.Add($"{Page.Path}:{snippet.Line}: {Outcome.Text(exception)}\n{Frames(exception)}");
            }

            foreach (var (errorCode, exception) in world.Errors)
            {
                Errors[errorCode] = exception;
            }

            foreach (var (expected, actual) in world.Differences)
            {
                Failures.Add($"{Page.Path}:{expected.First}: the page says\n{string.Join('\n', expected.Lines)}\nand it is\n{string.Join('\n', actual.Lines)}");
                if (expected.IsComment)
                {
                    Corrections.Add((expected.First, expected.First + expected.Lines.Count, actual.Lines));
                }
            }
        }
    }

    private static string Frames(Exception exception) =>
        string.Join('\n', (exception.StackTrace ?? "").Split('\n').Where(f => f.Contains(".md:line", StringComparison.Ordinal) || !f.Contains("   at System.", StringComparison.Ordinal)).Take(6));

    private async Task RunProgramAsync(int line, string program, string output)
    {
        var (assembly, errors) = SnippetCompiler.CompileProgram(Page.Path, program);
        Failures.AddRange(errors);
        if (assembly is null)
        {
            return;
        }

        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        Console.SetOut(writer);
        if (assembly.EntryPoint!.Invoke(null, assembly.EntryPoint.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]) is Task task)
        {
            await task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        if (writer.ToString().ReplaceLineEndings("\n") is var printed && printed != output)
        {
            Failures.Add($"{Page.Path}:{line}: the page says\n{output}\nand it is\n{printed}");
        }
    }
}
