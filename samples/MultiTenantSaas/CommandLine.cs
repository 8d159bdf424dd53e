namespace MultiTenantSaas;

/// <summary>What the program was started with.</summary>
/// <param name="Endpoint">The server, or null for the embedded engine.</param>
/// <param name="IsHelp">Whether to explain the program instead.</param>
/// <param name="Error">What is wrong with the arguments.</param>
public sealed record CommandLine(Uri? Endpoint = null, bool IsHelp = false, string? Error = null)
{
    public const string Help = """
        MultiTenantSaas: organizations, teams, members, projects and an audit trail of many tenants in one DynamoDB table.

        Usage: dotnet run --project samples/MultiTenantSaas [-- OPTIONS]

          --endpoint URL   Run on this DynamoDB server instead of the embedded engine, for example http://localhost:8000.
                           Creates the table MultiTenantApp if it is not there, and deletes it at the end if it did.
                           Credentials come from the environment when the host is one of AWS; other servers get dummies.
          --help           Show this text.

        Each step prints the call, the requests it sent and its result, and checks both.
        Exit codes: 0 all steps were right; 1 a step was wrong or the server failed; 2 the arguments are wrong.
        """;

    public static CommandLine Parse(ReadOnlySpan<string> arguments)
    {
        Uri? endpoint = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (argument is "--help" or "-h" or "-?")
                return new CommandLine(IsHelp: true);

            string? url = null;
            if (argument.StartsWith("--endpoint=", StringComparison.Ordinal))
                url = argument["--endpoint=".Length..];
            else if (argument != "--endpoint")
                return new CommandLine(Error: $"Unknown argument '{argument}'.");
            else if (++i < arguments.Length)
                url = arguments[i];

            if (string.IsNullOrWhiteSpace(url))
                return new CommandLine(Error: "--endpoint needs a URL, for example http://localhost:8000.");
            if (endpoint is not null)
                return new CommandLine(Error: "--endpoint is given twice.");
            if (!Uri.TryCreate(url, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https"))
                return new CommandLine(Error: $"'{url}' is not an http or https URL, such as http://localhost:8000.");
        }

        return new CommandLine(endpoint);
    }
}
