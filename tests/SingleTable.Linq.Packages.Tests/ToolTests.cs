namespace SingleTable.Linq.Packages.Tests;

/// <summary>The command that users install, from its package alone.</summary>
public sealed class ToolTests(Packages packages)
{
    [Fact]
    public async Task The_tool_is_installed_from_its_package_and_draws_the_table_of_the_sample()
    {
        Packages.SkipUnlessPacked();
        var folder = packages.Folder("tool");
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["NUGET_PACKAGES"] = Path.Combine(folder, "nuget"),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="SingleTable" value="{packages.Feed}" /></packageSources>
            </configuration>
            """);
        await Command.RunAsync(folder, environment, "dotnet", "tool", "install", "SingleTable.Linq.Tool", "--tool-path", "tools", "--configfile", "nuget.config");

        var tool = Path.Combine(folder, "tools", OperatingSystem.IsWindows() ? "singletable.exe" : "singletable");
        var output = await Command.RunAsync(folder, environment, tool, "report", Sample, "--output", "pages");
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFileName).ShouldBe(["MultiTenantApp.html", "MultiTenantApp.md"]);
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "pages", "MultiTenantApp.md"));
        page.ShouldContain("Active projects of a team, newest first");
        (await Command.RunAsync(folder, environment, tool, "export", Sample, "--format", "createtable")).ShouldContain("\"TableName\": \"MultiTenantApp\"");
    }

    private static string Sample
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory);      // tests/X/bin/Debug/net10.0
            return Path.Combine(own.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "samples", "MultiTenantSaas", "bin", own.Parent.Name, own.Name, "MultiTenantSaas.dll");
        }
    }
}
