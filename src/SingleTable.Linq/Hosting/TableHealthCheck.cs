using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq.Hosting;

/// <summary>
/// Looks whether a table can be used, by DescribeTable. What it tells can be shown to anybody: names and states, no addresses, accounts or texts of errors, which go to
/// the log.
/// </summary>
internal sealed class TableHealthCheck<TContext>(ITableContextFactory<TContext> contexts, bool checksDrift, ILoggerFactory? loggers) : IHealthCheck
    where TContext : TableContext
{
    private readonly ILogger _log = (ILogger?)loggers?.CreateLogger(TableLogCategories.Hosting) ?? NullLogger.Instance;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var db = contexts.Create();
        var table = db.Model.Name;
        var failure = context.Registration.FailureStatus;
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["table"] = table };
        try
        {
            var live = (await db.Options.Client.DescribeTableAsync(table, cancellationToken).ConfigureAwait(false)).Table;
            data["status"] = live.TableStatus.Value;
            if (!TableCreation.IsUsable(live.TableStatus))
            {
                return new HealthCheckResult(failure, $"Table {table} is {live.TableStatus}.", data: data);
            }

            var waiting = (live.GlobalSecondaryIndexes ?? []).FindAll(i => i.IndexStatus != IndexStatus.ACTIVE && i.IndexStatus != IndexStatus.UPDATING);
            if (waiting.Count > 0)
            {
                data["indexes"] = waiting.ToDictionary(i => i.IndexName, i => i.IndexStatus.Value, StringComparer.Ordinal);
            }

            var drift = checksDrift ? await db.CheckTableAsync(cancellationToken).ConfigureAwait(false) : null;
            return drift is { IsNone: false } ? Drifted(drift, failure, data)
                : waiting.Count > 0 ? HealthCheckResult.Degraded($"Indexes of table {table} cannot be used yet: {string.Join(", ", waiting.Select(i => i.IndexName))}.", data: data)
                : HealthCheckResult.Healthy($"Table {table} is {live.TableStatus}.", data);
        }
        catch (ResourceNotFoundException)
        {
            return new HealthCheckResult(failure, $"Table {table} is missing.", data: data);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            HostingLog.HealthCheckFailed(_log, table, error);
            if (error is AmazonServiceException { StatusCode: > 0 } answer)
            {
                data["error"] = answer.ErrorCode;
                data["httpStatus"] = (int)answer.StatusCode;
                data["requestId"] = answer.RequestId;
            }

            return new HealthCheckResult(
                failure, $"Table {table} could not be looked at: {(error as AmazonServiceException)?.ErrorCode ?? error.GetType().Name}.", data: data);
        }
    }

    private static HealthCheckResult Drifted(TableDrift drift, HealthStatus failure, Dictionary<string, object> data)
    {
        data["drift"] = drift.Differences.Select(d => d.ToString()).ToList();
        var status = drift.HasErrors ? failure : drift.Differences.Any(d => d.Severity == TableDriftSeverity.Warning) ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheckResult(
            status, string.Create(CultureInfo.InvariantCulture, $"Table {drift.TableName} is not what the model says, in {drift.Differences.Count} ways."), data: data);
    }
}
