using Microsoft.Extensions.Logging;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>Tells of plans that had to be made: a query that comes here again and again is not the one that it was before.</summary>
internal static class PlanLog
{
    public static QueryPlan Make(ExecutionScope scope, Func<QueryPlan> make)
    {
        if (scope.Loggers?.Query is not { } logger || !logger.IsEnabled(LogLevel.Debug))
        {
            return make();
        }

        var started = scope.Time.GetTimestamp();
        var plan = make();
        OperationLog.QueryPlanned(logger, plan.Entity.Name, scope.Time.GetElapsedTime(started).TotalMilliseconds, Describe(plan));
        return plan;
    }

    private static string Describe(QueryPlan plan)
    {
        var table = plan.Entity.Table.Name;
        var access = plan.Access switch
        {
            KeyAccess { List: null } => $"GetItem {table}",
            KeyAccess => $"BatchGetItem {table}",
            RangeAccess { Key.IndexName: { } index } => $"Query {table}/{index}",
            RangeAccess => $"Query {table}",
            TypeIndexAccess { Index.Name: var index } => $"Query {table}/{index}",
            ScanAccess => $"Scan {table}",
            _ => "no request",
        };
        return plan.IsFiltered ? $"{access}, filtered" : access;
    }
}
