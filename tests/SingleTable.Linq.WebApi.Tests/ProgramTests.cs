using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.WebApi.Tests;

/// <summary>The sample as one starts it: a process of its own.</summary>
public sealed class ProgramTests
{
    private static readonly string? s_endpoint = Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT");

    [Fact]
    public async Task It_starts_with_nothing_else_and_writes_telemetry_to_the_console_only_on_request()
    {
        var quiet = await RunAsync([]);
        quiet.ShouldNotContain("Activity.TraceId");
        var told = await RunAsync(["--telemetry", "true"]);
        told.ShouldContain("db.system.name: aws.dynamodb");
        told.ShouldContain("singletable.operation: page");
        told.ShouldContain("Metric Name: db.client.operation.duration");
        told.ShouldContain("http.route: /api/{tenant}/projects");
        told.ShouldNotContain("TENANT#");
    }

    [Fact]
    public async Task It_runs_on_a_server()
    {
        Assert.SkipWhen(s_endpoint is null, "SINGLETABLE_DYNAMODB_ENDPOINT is not set");
        await RunAsync(["--endpoint", s_endpoint!]);
    }

    [Fact]
    public async Task It_stops_at_once_while_somebody_watches_a_job()
    {
        var clock = new Stopwatch();
        await RunAsync(["--Jobs:Pause", "00:10:00"], async http =>
        {
            var project = (await http.JsonAsync("/api/acme/projects")).GetProperty("items").EnumerateArray().First(p => p.Text("name") == "Website").Text("id");
            var job = (await http.PostAsync($"/api/acme/projects/{project}/jobs", new { })).Text("id");
            var watching = await http.GetStreamAsync($"/api/acme/jobs/{job}/events");
            (await watching.ReadAsync(new byte[100])).ShouldBeGreaterThan(0);
            clock.Start();
        });
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    // Starts it, asks it for the projects of a tenant, ends it as a service is ended, and gives what it wrote. (Ctrl+C is ignored in what a script starts in the background.)
    private static async Task<string> RunAsync(string[] arguments, Func<HttpClient, Task>? use = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no signal to end it by.");
        var sample = Path.Combine(AppContext.BaseDirectory, "WebApi.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { sample, "--urls", "http://127.0.0.1:0" },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var lines = new List<string>();
        try
        {
            string? address = null;
            while (address is null && await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
            {
                lines.Add(line);
                address = Regex.Match(line, "Now listening on: (http://[^ ]+)") is { Success: true } found ? found.Groups[1].Value : null;
            }

            using var http = new HttpClient { BaseAddress = new Uri(address ?? throw new InvalidOperationException(string.Join('\n', lines))) };
            (await http.JsonAsync("/api/acme/projects")).GetProperty("items").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
            await (use?.Invoke(http) ?? Task.CompletedTask);
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            lines.Add(await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0);
            return string.Join('\n', lines);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
