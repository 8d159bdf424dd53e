using System.Runtime.CompilerServices;
using SingleTable.Linq.Docs.Tests.Pages;
using SingleTable.Linq.Docs.Tests.Running;

[assembly: InternalsVisibleTo(SingleTable.Linq.Docs.Tests.Snippets.SnippetCompiler.AssemblyName)]

namespace SingleTable.Linq.Docs.Tests;

/// <summary>
/// All C# of all pages is compiled and run; where comments say what code sends, throws or prints, that is compared. <c>SINGLETABLE_UPDATE_DOCS=1</c> writes what
/// happens into the pages; read what it wrote.
/// </summary>
public sealed class SnippetTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages.Where(p => Page.Read(p).HasSnippets)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task All_code_of_the_page_does_what_the_page_says(string path)
    {
        var run = await PageRun.OfAsync(path);
        if (Environment.GetEnvironmentVariable("SINGLETABLE_UPDATE_DOCS") == "1" && run.Corrections.Count > 0)
        {
            run.Page.Write(run.Corrections);
        }

        Assert.True(run.Failures.Count == 0, string.Join("\n\n", run.Failures));
    }
}
