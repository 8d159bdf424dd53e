using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.Packages.Tests;

/// <summary>A first query, by what the README says and nothing else: its commands, its program, its output.</summary>
public sealed partial class FreshProjectTests(Packages packages)
{
    private const string Add = "dotnet add package ";

    [Fact]
    public async Task The_first_query_of_the_README_runs_in_a_fresh_project()
    {
        Packages.SkipUnlessPacked();
        var section = Section().Match(Repository.Read("README.md"));
        section.Success.ShouldBeTrue("the README has no first query");
        var folder = packages.Folder("fresh");
        var environment = await EnvironmentAsync(folder);
        foreach (var command in section.Groups["commands"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(c => Comment().Replace(c, "").Trim()))
        {
            await RunAsync(folder, environment, command);
        }

        var project = Path.Combine(folder, "FirstQuery");
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), section.Groups["program"].Value);
        var output = await Command.RunAsync(project, environment, "dotnet", "run");
        output.ReplaceLineEndings("\n").ShouldBe(section.Groups["output"].Value);
        StatementsOf(section.Groups["program"].Value).ShouldBeLessThanOrEqualTo(10, "ten lines to a first query");
        Directory.Exists(Path.Combine(environment["NUGET_PACKAGES"], "singletable.linq")).ShouldBeTrue("the packages came from where the test looked");
    }

    /// <summary>What starts fast is what runs: the runtime finds the assembly with machine code where there is one.</summary>
    [Fact]
    public async Task In_a_fresh_project_the_runtime_takes_the_assembly_for_its_machine()
    {
        Packages.SkipUnlessPacked();
        var machine = RuntimeInformation.RuntimeIdentifier;
        Assert.SkipUnless(packages.All["SingleTable.Linq"].Files.Any(f => f.StartsWith($"runtimes/{machine}/", StringComparison.Ordinal)), $"The package has no machine code for {machine}.");
        var folder = packages.Folder("machine");
        var environment = await EnvironmentAsync(folder);
        await Command.RunAsync(folder, environment, "dotnet", "new", "console", "-o", "Machine");
        var project = Path.Combine(folder, "Machine");
        await Command.RunAsync(project, environment, "dotnet", "add", "package", "SingleTable.Linq", "--prerelease");
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), """Console.WriteLine(typeof(SingleTable.Linq.TableContext).Assembly.Location);""");
        var location = (await Command.RunAsync(project, environment, "dotnet", "run")).Trim().Replace('\\', '/');
        location.ShouldEndWith($"runtimes/{machine}/lib/net10.0/SingleTable.Linq.dll");
    }

    /// <summary>As the README says, but with the machine's own settings and packages left as they are.</summary>
    private async Task RunAsync(string folder, Dictionary<string, string> environment, string command)
    {
        switch (command)
        {
            case "dotnet pack src/Packages.proj -o packages":
                Directory.EnumerateFiles(packages.Feed, "*.nupkg").ShouldNotBeEmpty();
                break;
            case "dotnet nuget add source \"$PWD/packages\" --name SingleTable":
                environment["NUGET_PACKAGES"].ShouldNotBeEmpty();    // nuget.config in the folder names it; the user's stays as it is
                break;
            case "dotnet new console -o ../FirstQuery && cd ../FirstQuery":
                await Command.RunAsync(folder, environment, "dotnet", "new", "console", "-o", "FirstQuery");
                break;
            case var _ when command.StartsWith(Add, StringComparison.Ordinal):
                await Command.RunAsync(Path.Combine(folder, "FirstQuery"), environment, "dotnet", "add", "package", command[Add.Length..]);
                break;
            default:
                throw new InvalidOperationException($"The README has a command that this test does not know: {command}");
        }
    }

    // What others made comes from what the machine has of theirs, and ours from nowhere but these packages: it may have older ones of the same version.
    private async Task<Dictionary<string, string>> EnvironmentAsync(string folder)
    {
        var global = (await Command.RunAsync(folder, new Dictionary<string, string>(), "dotnet", "nuget", "locals", "global-packages", "--list", "--force-english-output"))
            .Replace("global-packages:", "", StringComparison.Ordinal).Trim();
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="SingleTable" value="{packages.Feed}" /><add key="machine" value="{global}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="SingleTable"><package pattern="SingleTable.*" /></packageSource>
                <packageSource key="machine"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        return new()
        {
            ["NUGET_PACKAGES"] = packages.Folder("fresh-packages"), ["DOTNET_CLI_HOME"] = packages.Folder("fresh-home"), ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false", ["MSBUILDDISABLENODEREUSE"] = "1",
        };
    }

    /// <summary>The lines of code before the first type.</summary>
    private static int StatementsOf(string program) =>
        program[..program.IndexOf("\nrecord ", StringComparison.Ordinal)].Split('\n').Count(l => l.Trim() is { Length: > 0 } line && !line.StartsWith("using ", StringComparison.Ordinal));

    [GeneratedRegex(" +#.*")]
    private static partial Regex Comment();

    [GeneratedRegex("## A first query\n.*?```[a-z]*\n(?<commands>.*?)```.*?```csharp\n(?<program>.*?)```.*?```[a-z]*\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Section();
}
