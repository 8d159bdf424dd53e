using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Budgets;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>Stands around each request that is sent, as the innermost of all, while somebody listens: its span, its metrics, its log events.</summary>
internal static class RequestTelemetry
{
    public static bool IsHeard(ExecutionScope scope) => TableActivities.Source.HasListeners() || TableMetrics.HearRequests || scope.Loggers is not null;

    public static async Task<WireResponse> SendAsync(ExecutionScope scope, DescribedRequest request, CancellationToken cancellationToken)
    {
        request.ReturnsCapacity |= scope.Telemetry.ConsumedCapacity && (TableActivities.Source.HasListeners() || TableMetrics.Capacity.Enabled);
        using var activity = Start(scope, request);
        if (scope.Loggers is { } loggers && loggers.Request.IsEnabled(LogLevel.Debug))
        {
            RequestLog.RequestSending(loggers.Request, request.Describe(scope.ShowsValues));
        }

        var started = scope.Time.GetTimestamp();
        WireResponse response;
        try
        {
            response = await scope.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var id = (e as Amazon.Runtime.AmazonServiceException)?.RequestId;
            End(scope, request, activity, started, default, id, e);
            throw;
        }

        var counts = activity is { IsAllDataRequested: true } || TableMetrics.HearAnswers ? Counts(response, request) : default;
        End(scope, request, activity, started, counts, response.RequestId, null);
        return response;
    }

    /// <summary>What is left undone is sent again after a pause.</summary>
    public static void Repeating(ExecutionScope scope, int attempt, TimeSpan pause)
    {
        TableMetrics.WasRepeated(new TagList { { TagNames.System, TagNames.DynamoDb }, { TagNames.Collection, scope.Table.Name } }, "library", 1);
        if (scope.Loggers is { } loggers)
        {
            RequestLog.RequestRepeating(loggers.Request, attempt, pause.TotalMilliseconds);
        }
    }

    private static Activity? Start(ExecutionScope scope, DescribedRequest request)
    {
        if (!TableActivities.Source.HasListeners())
        {
            return null;
        }

        var (operation, table, server) = (request.Operation.ToString(), request.TableName, scope.Transport.Server);
        var summary = $"{operation} {table}{(request.IndexName is { } index ? $"/{index}" : "")}";
        var tags = new RequestTags
        {
            { TagNames.System, TagNames.DynamoDb },
            { TagNames.Operation, operation },
            { TagNames.Collection, table },
            { TagNames.Summary, summary },
            { TagNames.ServerAddress, server?.Host },
            { TagNames.ServerPort, server?.Port },
            { TagNames.Region, server?.Region },
            { TagNames.Tables, new[] { table } },
            { TagNames.Entity, request.EntityName },
            { TagNames.Tenant, scope.Telemetry.IncludeTenant ? scope.Tenant : null },
            { TagNames.Repeat, request.Repeats > 0 ? request.Repeats : null },
        };
        request.AddTags(tags);
        return TableActivities.Source.StartActivity(ActivityKind.Client, scope.Operation?.Context ?? default, tags, null, default, summary);
    }

    // An answer that cannot be read is the error of whoever reads it for its items.
    private static ResponseCounts Counts(WireResponse response, DescribedRequest request)
    {
        try
        {
            return ResponseCounts.Of(response, request.Operation, request.ReturnsCapacity);
        }
        catch (Amazon.Runtime.AmazonUnmarshallingException)
        {
            return default;
        }
    }

    private static void End(
        ExecutionScope scope, DescribedRequest request, Activity? activity, long started, ResponseCounts counts, string? requestId, Exception? error)
    {
        var elapsed = scope.Time.GetElapsedTime(started);
        if (activity is { IsAllDataRequested: true })
        {
            Tag(activity, request, counts, requestId, error, scope.ShowsValues);
        }

        if (activity is not null)
        {
            TableActivities.End(activity);
            elapsed = activity.Duration;
        }

        try
        {
            if (TableMetrics.HearRequests)
            {
                RequestMetrics.Measure(scope, request, counts, elapsed, error);
            }
        }
        catch (Exception)
        {
            // Of a listener. The request is done, and a write must not look as if it were not.
        }

        try
        {
            if (scope.Loggers is { } loggers)
            {
                RequestLog.Ended(loggers.Request, request.Describe, scope.ShowsValues, elapsed, requestId, error);
            }
        }
        catch (Exception)
        {
            // Of a logger: the same.
        }
    }

    private static void Tag(Activity activity, DescribedRequest request, ResponseCounts counts, string? requestId, Exception? error, bool showsValues)
    {
        activity.SetTag(TagNames.RequestId, requestId);
        activity.SetTag(TagNames.Count, counts.Returned);
        activity.SetTag(TagNames.ScannedCount, counts.Scanned);
        activity.SetTag(TagNames.Capacity, counts.Capacity is { } capacity ? ConsumedCapacity.Parts(capacity) : null);
        activity.SetTag(TagNames.Attempts, request.Attempts > 0 ? request.Attempts : null);
        if (error is not null)
        {
            activity.SetTag(TagNames.StatusCode, ErrorTypes.StatusCode(error));
            TableActivities.Fail(activity, error, showsValues);
        }
    }
}
