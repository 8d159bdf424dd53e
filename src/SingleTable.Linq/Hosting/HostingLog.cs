using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Hosting;

/// <summary>What a host tells of its tables.</summary>
internal static partial class HostingLog
{
    public static void Drift(ILogger log, TableDrift drift)
    {
        foreach (var difference in drift.Differences)
        {
            var level = difference.Severity switch
            {
                TableDriftSeverity.Error => LogLevel.Error,
                TableDriftSeverity.Warning => LogLevel.Warning,
                _ => LogLevel.Information,
            };
            Drift(log, level, drift.TableName, difference);
        }
    }

    [LoggerMessage(TableEventIds.TableCreated, LogLevel.Information, "Table {Table} was created.")]
    public static partial void TableCreated(ILogger log, string table);

    [LoggerMessage(TableEventIds.IndexesCreated, LogLevel.Information, "The indexes {Indexes} were added to table {Table}.")]
    public static partial void IndexesCreated(ILogger log, string indexes, string table);

    [LoggerMessage(TableEventIds.HealthCheckFailed, LogLevel.Warning, "The health check could not look at table {Table}.")]
    public static partial void HealthCheckFailed(ILogger log, string table, Exception error);

    [LoggerMessage(EventId = TableEventIds.TableDrift, Message = "Table {Table} is not what the model says: {Difference}")]
    private static partial void Drift(ILogger log, LogLevel level, string table, TableDifference difference);
}
