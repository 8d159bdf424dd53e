using System.Diagnostics;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Budgets;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>What metrics get of a request that has ended.</summary>
internal static class RequestMetrics
{
    public static void Measure(ExecutionScope scope, DescribedRequest request, ResponseCounts counts, TimeSpan elapsed, Exception? error)
    {
        var tags = Tags(scope, request);
        var ended = tags;
        if (error is not null)
        {
            ended.Add(TagNames.ErrorType, ErrorTypes.Of(error));
            if (ErrorTypes.StatusCode(error) is { } code)
            {
                ended.Add(TagNames.StatusCode, code);
            }
        }

        TableMetrics.Duration.Record(elapsed.TotalSeconds, ended);
        TableMetrics.Requests.Add(1, ended);
        TableMetrics.WasRepeated(tags, "sdk", request.Attempts - 1);
        if (request is PageRequest && error is null)
        {
            TableMetrics.Pages.Add(1, tags);
        }

        if (counts.Returned is { } returned)
        {
            TableMetrics.Returned.Record(returned, tags);
        }

        if (counts.Scanned is { } scanned)
        {
            TableMetrics.Scanned.Add(scanned, tags);
        }

        if (counts.Capacity is { } capacity)
        {
            TableMetrics.Capacity.Add(ConsumedCapacity.Units(capacity), tags);
        }
    }

    private static TagList Tags(ExecutionScope scope, DescribedRequest request)
    {
        var (options, server) = (scope.Telemetry, scope.Transport.Server);
        var tags = new TagList
        {
            { TagNames.System, TagNames.DynamoDb },
            { TagNames.Operation, request.Operation.ToString() },
            { TagNames.Collection, request.TableName },
        };
        Add(ref tags, TagNames.ServerAddress, server?.Host);
        Add(ref tags, TagNames.ServerPort, server?.Port);
        Add(ref tags, TagNames.Entity, options.IncludeEntity ? request.EntityName : null);
        Add(ref tags, TagNames.Index, options.IncludeIndex ? request.IndexName : null);
        Add(ref tags, TagNames.Tenant, options.IncludeTenant ? scope.Tenant : null);
        return tags;
    }

    private static void Add(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
