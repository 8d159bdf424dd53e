using System.CommandLine;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace SingleTable.Linq.Tool.Commands;

/// <summary><c>singletable diff</c>: what of a table differs from the model.</summary>
internal static class DiffCommand
{
    public static Command Create(TextWriter output)
    {
        var target = new Target();
        var endpoint = new Option<string?>("--endpoint") { Description = "Compare with the live table of this server: http://localhost:8000" };
        var region = new Option<string?>("--region") { Description = "Compare with the live table of this region, with the credentials of the environment" };
        var with = new Option<string?>("--with") { Description = "Compare with a file: an older export of the format createtable, or what aws dynamodb describe-table printed" };
        var command = new Command("diff", "Compares a table with the model. The exit code is 1 where they differ.") { endpoint, region, with };
        target.AddTo(command);
        command.Validators.Add(result =>
        {
            var given = new Option[] { endpoint, region, with }.Count(o => result.GetResult(o) is not null);
            if (given == 0 || (given > 1 && result.GetResult(with) is not null))
            {
                result.AddError("Say with what to compare: --endpoint, --region, or --with and a file.");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = parsed.GetValue(with);
            using var context = new Opened(target.Open(parsed, file is null ? Client(parsed.GetValue(endpoint), parsed.GetValue(region)) : null));
            var drift = file is null
                ? await context.Table.CheckTableAsync(cancellation).ConfigureAwait(false)
                : context.Table.CompareTable(TableFile.Read(file));
            await output.WriteLineAsync(drift.ToString()).ConfigureAwait(false);
            return drift.IsNone ? ExitCode.Done : ExitCode.Differs;
        });
        return command;
    }

    private static AmazonDynamoDBClient Client(string? endpoint, string? region)
    {
        if (endpoint is null)
        {
            return new AmazonDynamoDBClient(RegionEndpoint.GetBySystemName(region));
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new ToolException($"'{endpoint}' is not the address of a server. Give one like http://localhost:8000.");
        }

        var config = new AmazonDynamoDBConfig { ServiceURL = endpoint, AuthenticationRegion = region ?? "us-east-1" };

        // Servers for tests take any; others need those of the environment.
        return Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null && uri.IsLoopback
            ? new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), config)
            : new AmazonDynamoDBClient(config);
    }
}
