using System.Diagnostics;

namespace SingleTable.Linq.Packages.Tests;

/// <summary>Runs a program of the machine to its end.</summary>
internal static class Command
{
    // What "dotnet test" and "dotnet run" leave for their children would lead another SDK command astray.
    private static readonly string[] s_inherited = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>What it printed; a failure carries all of it.</summary>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in s_inherited)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = await output + await error;
        process.ExitCode.ShouldBe(0, $"{file} {string.Join(' ', arguments)}\n{text}");
        return await output;
    }

    public static bool Exists(string file) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, file)) || File.Exists(Path.Combine(folder, file + ".exe")));
}
