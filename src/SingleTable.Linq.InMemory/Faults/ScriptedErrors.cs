using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

/// <summary>The errors that only a fault script makes.</summary>
internal static class ScriptedErrors
{
    public static ServiceException Throttling(string name) => name switch
    {
        "ProvisionedThroughputExceededException" => Errors.Named(name, "The level of configured provisioned throughput for the table was exceeded. " +
            "Consider increasing your provisioning level with the UpdateTable API."),
        "RequestLimitExceeded" => Errors.Named(name, "Throughput exceeds the current throughput limit for your account."),
        "ThrottlingException" => new("com.amazon.coral.availability#ThrottlingException", "Rate of requests exceeds the allowed throughput."),
        _ => throw new ArgumentException($"Not a throttling error: {name}", nameof(name)),
    };

    public static ServiceException Server(int status) => status switch
    {
        500 => Errors.Named("InternalServerError", "The request processing has failed because of an unknown error, exception or failure.", status),
        503 => new("com.amazon.coral.availability#ServiceUnavailableException", "Service is temporarily unavailable.", status),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "500 or 503"),
    };
}
