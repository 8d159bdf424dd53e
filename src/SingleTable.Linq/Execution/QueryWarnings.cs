using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Finds out what queries warn of.</summary>
internal static class QueryWarnings
{
    // Less is no matter of money, and a small table says nothing of a large one.
    private const int LeastRead = 100;
    private const int LeastQueries = 10;

    /// <summary>What is known of a query before its first request.</summary>
    public static void Begin(ExecutionScope scope, BoundQuery query)
    {
        var (plan, entity, warnings) = (query.Plan, query.Plan.Entity, scope.Warnings);
        if (query.IsEmpty)
        {
            return;
        }

        if (plan.Access is ScanAccess && warnings.IsDue(TableWarning.ScanRun, plan))
        {
            warnings.Tell(TableWarning.ScanRun, WarningErrors.Scan(entity.Name, entity.Table.Name));
        }

        if (plan.Missed is { } missed && warnings.IsDue(TableWarning.IndexMissesAttribute, plan))
        {
            warnings.Tell(
                TableWarning.IndexMissesAttribute, WarningErrors.IndexMiss(entity.Name, missed.Index, string.Join(", ", missed.Properties), missed.Hydrates));
        }
    }

    /// <summary>After a page that was read to its end.</summary>
    public static void AfterPage(ExecutionScope scope, QueryPlan plan, PageRequest request, int read, int kept)
    {
        if (!plan.IsFiltered || plan.Access is ScanAccess || !scope.Warnings.Hears(TableWarning.FilterThrewMostAway))
        {
            return;
        }

        (request.ItemsRead, request.ItemsKept) = (request.ItemsRead + read, request.ItemsKept + kept);
        if (request.ItemsRead >= LeastRead && request.ItemsKept * 10 < request.ItemsRead && scope.Warnings.IsDue(TableWarning.FilterThrewMostAway, plan))
        {
            scope.Warnings.Tell(
                TableWarning.FilterThrewMostAway,
                WarningErrors.Filter(plan.Entity.Name, request.Operation.ToString(), request.IndexName, request.ItemsRead, request.ItemsKept));
        }
    }

    /// <summary>Before the Queries of an Include.</summary>
    public static void FanOut(ExecutionScope scope, NavigationModel navigation, QueryPlan plan, int queries)
    {
        if (queries >= LeastQueries && scope.Warnings.IsDue(TableWarning.IncludeFanOut, plan))
        {
            scope.Warnings.Tell(TableWarning.IncludeFanOut, WarningErrors.FanOut(navigation.Parent.Name, navigation.Name, queries));
        }
    }
}
