using System.Diagnostics;

namespace SingleTable.Linq.Samples.Tests;

/// <summary>The program itself, started as a user starts it.</summary>
public sealed class AccessPatternProgramTests
{
    [Fact]
    public async Task It_shows_all_models_and_ends_with_0()
    {
        var (exit, output, error) = await RunAsync();

        (exit, error).ShouldBe((0, ""));
        foreach (var design in Designs.All)
        {
            output.ShouldContain(design.Title);
        }

        output.TrimEnd().Split('\n')[^1].ShouldMatch(@"^All \d+ access patterns were right; \d+ requests were sent\.");
        output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task It_shows_the_models_that_are_named()
    {
        var (exit, output, _) = await RunAsync("games", "sessions");

        exit.ShouldBe(0);
        output.ShouldContain("Game sessions");
        output.ShouldContain("Session store");
        output.ShouldNotContain("E-commerce");
    }

    [Fact]
    public async Task It_prints_a_page()
    {
        var (exit, output, _) = await RunAsync("sessions", "--markdown");

        exit.ShouldBe(0);
        output.ShouldStartWith("## Session store");
        output.ShouldContain("| Log in | `Sessions.CreateAsync(");
    }

    [Theory]
    [InlineData("There is no model 'chess'.", "chess")]
    [InlineData("There is no model ''.", "")]
    [InlineData("There is no model 'Games'.", "Games")]
    [InlineData("Unknown argument '--endpoint'.", "--endpoint", "http://localhost:8000")]
    [InlineData("Model 'games' is given twice.", "games", "shop", "games")]
    public async Task Wrong_arguments_end_with_2_and_say_what_is_wrong(string message, params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(arguments);

        (exit, output).ShouldBe((2, ""));
        error.ShouldStartWith(message);
        error.ShouldContain("Usage:");
    }

    [Fact]
    public async Task Help_lists_the_models()
    {
        var (exit, output, _) = await RunAsync("--help");

        exit.ShouldBe(0);
        output.ShouldContain("shop, social, code-host, sessions, devices, games");
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Designs).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
