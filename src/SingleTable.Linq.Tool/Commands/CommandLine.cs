using System.CommandLine;

namespace SingleTable.Linq.Tool.Commands;

/// <summary>Reads the arguments and runs what they ask for.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Draws, exports and compares the DynamoDB tables of SingleTable.Linq models.")
        {
            ReportCommand.Create(output), ExportCommand.Create(output, error), DiffCommand.Create(output),
        };
        if (arguments.Count == 0)
        {
            // Who types its name alone asks what it can do; a script that does has forgotten something.
            await root.Parse("--help").InvokeAsync(new InvocationConfiguration { Output = output, Error = error }).ConfigureAwait(false);
            return ExitCode.Wrong;
        }

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            }

            await error.WriteLineAsync($"See: singletable {(parsed.CommandResult.Command == root ? "" : $"{parsed.CommandResult.Command.Name} ")}--help").ConfigureAwait(false);
            return ExitCode.Wrong;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ToolException or SingleTableException or ArgumentException or IOException or UnauthorizedAccessException
            or Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Wrong;
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException or FileNotFoundException or FileLoadException)
        {
            var version = typeof(TableContext).Assembly.GetName().Version;
            await error.WriteLineAsync($"{e.Message}\nThe assembly was built with another version of SingleTable.Linq than this tool has ({version}), or without its dependencies beside it.").ConfigureAwait(false);
            return ExitCode.Wrong;
        }
    }
}
