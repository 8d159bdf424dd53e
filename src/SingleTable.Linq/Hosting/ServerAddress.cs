using System.Diagnostics.CodeAnalysis;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Hosting;

/// <summary>The address of a server that a client is made for.</summary>
internal sealed class ServerAddress(Uri uri)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerAddress? address)
    {
        address = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            && uri is { UserInfo: "", Query: "", Fragment: "" } ? new ServerAddress(uri) : null;
        return address is not null;
    }

    public AmazonDynamoDBClient CreateClient(Action<AmazonDynamoDBConfig>? configure)
    {
        var isOfAws = ClientChecks.IsOfAws(uri.Host);
        var config = ClientConfiguration.Recommended(c =>
        {
            c.ServiceURL = uri.AbsoluteUri;
            if (!isOfAws)
            {
                c.AuthenticationRegion = "us-east-1";
            }

            configure?.Invoke(c);
        });
        return isOfAws ? new AmazonDynamoDBClient(config) : new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), config);
    }
}
