using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Wire;

/// <summary>Looks for what is dangerous in the configuration of a client: once, since a client keeps a configuration of its own.</summary>
internal static class ClientChecks
{
    private const int TooManyAttempts = 11;
    private const int DefaultAttempts = 11;

    private static readonly string[] s_domains = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn"];

    private static readonly ConditionalWeakTable<IAmazonDynamoDB, Findings> s_findings = [];

    public static IReadOnlyList<ClientWarning> Of(IAmazonDynamoDB client) => Find(client).Warnings;

    /// <summary>Does what the options say about a dangerous client.</summary>
    public static void Apply(IAmazonDynamoDB client, ClientCheck check, Warnings warnings)
    {
        if (check == ClientCheck.Off || (check == ClientCheck.Warn && !warnings.Hears(TableWarning.ClientConfiguration)) || Find(client) is not { Warnings.Length: > 0 } findings)
        {
            return;
        }

        var error = new ClientConfigurationException(findings.Warnings);
        if (check == ClientCheck.Throw)
        {
            throw error;
        }

        if (warnings.Throws(TableWarning.ClientConfiguration) || findings.TakeTurn())
        {
            warnings.Tell(TableWarning.ClientConfiguration, error);
        }
    }

    private static Findings Find(IAmazonDynamoDB client) => s_findings.GetValue(client, static c => new Findings([.. Warnings(c)]));

    // A class derived from the client may do anything with its configuration, and nobody throttles on a developer's machine.
    private static IEnumerable<ClientWarning> Warnings(IAmazonDynamoDB client)
    {
        if (client.GetType() != typeof(AmazonDynamoDBClient) || ((AmazonDynamoDBClient)client).Config is not AmazonDynamoDBConfig config || !IsOfAws(config))
        {
            yield break;
        }

        if (config.RetryMode == RequestRetryMode.Adaptive)
        {
            yield return new ClientWarning(
                "STL3153", "The client's RetryMode is Adaptive, which can fail the first throttled request of a quiet client and slows down all tables and tenants for one. Set it to Standard.");
        }

        // Unless it is set, the client for DynamoDB takes another number than the one that its configuration shows.
        if ((config.IsMaxErrorRetrySet ? config.MaxErrorRetry + 1 : DefaultAttempts) is >= TooManyAttempts and var attempts)
        {
            yield return new ClientWarning(
                "STL3154", string.Create(CultureInfo.InvariantCulture, $"The client makes {attempts} attempts, so that lasting throttling is told after about two minutes. ")
                + "Set MaxErrorRetry to 3, or use ClientConfiguration.Recommended().");
        }

        if (config.Timeout is { } timeout && timeout == System.Threading.Timeout.InfiniteTimeSpan)
        {
            yield return new ClientWarning(
                "STL3155", "The client's Timeout is infinite, so that a connection that hangs is waited for without end. Set a few seconds for each attempt.");
        }
    }

    private static bool IsOfAws(AmazonDynamoDBConfig config) => config.ServiceURL is not { } url
        || (Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && IsOfAws(uri.Host));

    /// <summary>Whether a host is one of AWS: by its end, because anybody may have such a name before his own.</summary>
    public static bool IsOfAws(string host) => Array.Exists(s_domains, d => host.EndsWith(d, StringComparison.OrdinalIgnoreCase));

    private sealed class Findings(ClientWarning[] warnings)
    {
        private int _told;

        public ClientWarning[] Warnings => warnings;

        public bool TakeTurn() => Interlocked.Exchange(ref _told, 1) == 0;
    }
}
