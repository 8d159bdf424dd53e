using SingleTable.Linq.Docs.Tests.Pages;
using SingleTable.Linq.Docs.Tests.Running;

namespace SingleTable.Linq.Docs.Tests;

/// <summary>Each error code has a page with cause and cure, an example that raises it, and a place in the list.</summary>
public sealed class ErrorPageTests
{
    public static TheoryData<string> Codes => [.. ErrorPages.Codes];

    [Fact]
    public void Each_code_of_the_libraries_has_a_page_and_no_page_is_left_over()
    {
        ErrorPages.CodesInSource.Except(ErrorPages.Codes).Order().ShouldBeEmpty("codes without a page in docs/errors");
        ErrorPages.Codes.Except(ErrorPages.CodesInSource).ShouldBeEmpty("pages of codes that nothing raises");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_example_raises_the_error_and_the_page_says_why_and_what_to_do(string code)
    {
        var page = Page.Read(ErrorPages.PathOf(code));
        foreach (var heading in new[] { "Cause", "Cure" })
        {
            page.Prose.ShouldContain($"\n## {heading}\n\n", Case.Sensitive, page.Path);
            page.Prose[page.Prose.IndexOf($"## {heading}\n", StringComparison.Ordinal)..].Length.ShouldBeGreaterThan(60, page.Path);
        }

        if (ErrorPages.WhyNoExample(code) is { } reason)
        {
            reason.Length.ShouldBeGreaterThan(20, page.Path);
            page.Text.ShouldContain($"{code} ");
            return;
        }

        var run = await PageRun.OfAsync(page.Path);
        run.Errors.Keys.ShouldContain(code, $"{page.Path} has no code that raises it: {string.Join("\n", run.Failures)}");
        page.Text.ShouldContain($"`{run.Errors[code]}`", Case.Sensitive, "the page names the exception");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_without_an_example_is_asserted_by_a_test(string code)
    {
        if (ErrorPages.WhyNoExample(code) is not null)
        {
            Repository.Files("tests", "*.cs").ShouldContain(f => File.ReadAllText(Repository.Full(f)).Contains($"\"{code}\"", StringComparison.Ordinal), $"no test names \"{code}\"");
        }
    }

    [Fact]
    public void The_list_has_all_pages()
    {
        var text = ErrorPages.IndexText();
        if (Environment.GetEnvironmentVariable("SINGLETABLE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Repository.Full(ErrorPages.Index), text);
        }

        Repository.Read(ErrorPages.Index).ReplaceLineEndings("\n").ShouldBe(text);
    }
}
