using System.Diagnostics;

namespace SingleTable.Linq.Browsing;

/// <summary>A headless Chromium of this machine, with a profile of its own, driven over the DevTools protocol.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly DevTools _tools;

    private Chromium(Process process, string profile, DevTools tools) => (_process, _profile, _tools) = (process, profile, tools);

    /// <summary>Why tests with a browser are skipped here, or null.</summary>
    public static string? Missing => Find() is null ? $"None of {string.Join(", ", s_names)} is in the PATH." : null;

    /// <summary>Where screenshots go: the folder that <c>SINGLETABLE_ARTIFACTS</c> names, or one beside the tests.</summary>
    public static string Artifacts
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("SINGLETABLE_ARTIFACTS") is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "artifacts");
            return Directory.CreateDirectory(folder).FullName;
        }
    }

    public static async Task<Chromium> StartAsync(CancellationToken cancellationToken = default)
    {
        var profile = Directory.CreateTempSubdirectory("chromium-").FullName;
        var start = new ProcessStartInfo(Find()!)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en", $"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
        })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            return new Chromium(process, profile, await DevTools.ConnectAsync(await AddressAsync(process, profile, cancellationToken), cancellationToken));
        }
        catch
        {
            await EndAsync(process, profile);
            throw;
        }
    }

    /// <summary>Opens an empty page of its own.</summary>
    public async Task<BrowserPage> NewPageAsync(int width = 1280, int height = 900)
    {
        var target = await _tools.CallAsync("Target.createTarget", new { url = "about:blank", newWindow = true, browserContextId = await ContextAsync() });
        var session = await _tools.CallAsync("Target.attachToTarget", new { targetId = target.GetProperty("targetId").GetString(), flatten = true });
        return await BrowserPage.OpenAsync(_tools, session.GetProperty("sessionId").GetString()!, width, height);
    }

    public async ValueTask DisposeAsync()
    {
        await _tools.DisposeAsync();
        await EndAsync(_process, _profile);
    }

    private async Task<string> ContextAsync() => (await _tools.CallAsync("Target.createBrowserContext", new { })).GetProperty("browserContextId").GetString()!;

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    // The browser writes its port and path there when it listens.
    private static async Task<Uri> AddressAsync(Process process, string profile, CancellationToken cancellationToken)
    {
        var file = Path.Combine(profile, "DevToolsActivePort");
        for (var i = 0; i < 600 && !process.HasExited; i++)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file, cancellationToken) is [var port, var path, ..])
            {
                return new Uri($"ws://127.0.0.1:{port}{path}");
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new InvalidOperationException(process.HasExited ? $"The browser ended with exit code {process.ExitCode}." : "The browser did not start within 30 seconds.");
    }

    private static async Task EndAsync(Process process, string profile)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(100); // a child of it may still write
            }
        }
    }
}
