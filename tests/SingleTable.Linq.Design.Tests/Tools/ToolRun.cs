using SingleTable.Linq.Tool.Commands;

namespace SingleTable.Linq.Design.Tests.Tools;

/// <summary>One call of the tool: its exit code and what it wrote.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static async Task<ToolRun> Of(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, error);
        return new ToolRun(code, output.ToString(), error.ToString());
    }
}
