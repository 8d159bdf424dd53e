using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>Runs the tests of mappings and keys once more, in a process that behaves as one that was compiled ahead of time.</summary>
public sealed class WithoutGeneratedCodeTests
{
    [Fact]
    public void The_process_is_as_it_was_asked_to_be() => RuntimeFeature.IsDynamicCodeSupported.ShouldBe(TestProcess.Readers != TestProcess.WithoutCode);

    [Theory]
    [InlineData("SingleTable.Linq.Tests.Materialization")]
    [InlineData("SingleTable.Linq.Tests.Keys")]
    public async Task Mappings_and_keys_are_the_same(string tests)
    {
        if (TestProcess.Readers == TestProcess.WithoutCode)
        {
            return;
        }

        var token = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[TestProcess.Variable] = TestProcess.WithoutCode;
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WithoutGeneratedCodeTests).Assembly.Location);
        }

        start.ArgumentList.Add("--filter-namespace");
        start.ArgumentList.Add(tests);
        start.ArgumentList.Add("--no-ansi");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        process.ExitCode.ShouldBe(0, await output + await errors);
    }
}
