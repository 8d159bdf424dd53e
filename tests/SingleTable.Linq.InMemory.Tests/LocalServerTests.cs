using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>The sample that serves the engine over a socket, run as a process of its own.</summary>
public class LocalServerTests
{
    [Fact]
    public async Task Clients_over_a_socket_get_what_the_engine_answers_and_data_outlives_the_server()
    {
        string file = Path.Combine(Path.GetTempPath(), $"local-server-{Guid.NewGuid():N}.zip");
        try
        {
            using (var server = await RunAsync(file))
            {
                using var client = Connect(server.Address);
                await client.CreateTableAsync(Definition(), Cancel);
                await client.PutAsync(Row("p", "s", ("gpk", S("g")), ("gsk", N("1.50"))));
                await client.PutItemAsync(Table, Row("p", "", []), Cancel).ShouldRefuse(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk");
                var large = await Should.ThrowAsync<AmazonDynamoDBException>(() => client.PutAsync(Row("p", "t", ("x", S(new('x', 17_000_000))))));
                ((int)large.StatusCode).ShouldBe(413);
                if (OperatingSystem.IsWindows()) return; // no signal to end it with
                await server.EndAsync();
            }

            using (var server = await RunAsync(file))
            {
                using var client = Connect(server.Address);
                (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["gsk"].N.ShouldBe("1.5");
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--prot 8000", "Unknown argument '--prot'.")]
    [InlineData("--port", "--port needs a value.")]
    [InlineData("--port 80000", "'80000' is not a port")]
    [InlineData("--data /proc/version", "--data: ")]
    public async Task Wrong_arguments_end_it_with_a_message_and_code_2(string arguments, string message)
    {
        using var process = Start(arguments.Split(' '));
        (await process.StandardError.ReadToEndAsync(Cancel)).ShouldStartWith(message);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(2);
    }

    private static AmazonDynamoDBClient Connect(string address) => new(new BasicAWSCredentials("test", "test"),
        new AmazonDynamoDBConfig { ServiceURL = address, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LocalServer.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<Running> RunAsync(string file)
    {
        var process = Start("--port", "0", "--data", file);
        string line = await process.StandardOutput.ReadLineAsync(Cancel) ?? await process.StandardError.ReadToEndAsync(Cancel);
        return new Running(process, line.Split(' ')[2]);
    }

    private sealed record Running(Process Process, string Address) : IDisposable
    {
        public async Task EndAsync()
        {
            using var signal = Process.Start("kill", ["-TERM", $"{Process.Id}"]);
            await Process.WaitForExitAsync(Cancel);
            Process.ExitCode.ShouldBe(0);
        }

        public void Dispose()
        {
            if (!Process.HasExited) Process.Kill();
            Process.Dispose();
        }
    }
}
