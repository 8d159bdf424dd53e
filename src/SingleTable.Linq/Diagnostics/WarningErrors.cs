using System.Globalization;

namespace SingleTable.Linq.Diagnostics;

/// <summary>What the warnings say that have no exception of their own.</summary>
internal static class WarningErrors
{
    public static TableWarningException Scan(string entity, string table) =>
        new(TableWarning.ScanRun, "STL5001", $"The query of {entity} reads the whole table '{table}' with a Scan, as AllowScan() lets it. Fix the partition key of the table or of an index "
            + "(ExplainPlan() says what each of them lacks), or set TableOptions.Warnings.ScanRun to Ignore.") { Entity = entity, Operation = "Scan" };

    public static TableWarningException Filter(string entity, string operation, string? index, long read, long kept) =>
        new(TableWarning.FilterThrewMostAway, "STL5002", $"A {operation} of {entity}{(index is null ? "" : $" on the index '{index}'")} read {Number(read)} items so far, and its filter kept {Number(kept)}: "
            + "all of them are paid for. Give what it filters by a place in a key or index (ExplainPlan() shows the filter), or set TableOptions.Warnings.FilterThrewMostAway to Ignore.")
        {
            Entity = entity,
            Operation = operation,
        };

    public static TableWarningException FanOut(string entity, string navigation, int queries) =>
        new(TableWarning.IncludeFanOut, "STL5003", $"Include of {entity}.{navigation} takes {Number(queries)} Queries, one for each partition, as AcrossPartitions() lets it. Read fewer results at once "
            + "(ToPageAsync, Take), give the children their parent's partition, or set TableOptions.Warnings.IncludeFanOut to Ignore.")
        {
            Entity = entity,
            Property = navigation,
            Operation = "Query",
        };

    public static TableWarningException IndexMiss(string entity, string index, string missing, bool hydrates) =>
        new(TableWarning.IndexMissesAttribute, "STL5005", $"The index '{index}' does not hold {missing} of {entity}, which the query needs, "
            + (hydrates ? "so that Hydrate() reads each item once more from the table. " : "so that the query goes another way, which reads more. ")
            + "Project more (IndexProjection.Of), Select what the index holds, or set TableOptions.Warnings.IndexMissesAttribute to Ignore.") { Entity = entity };

    public static TableWarningException Interceptor(string interceptor, string exception, string operation, string? entity) =>
        new(TableWarning.InterceptorFailed, "STL5007", $"{interceptor} threw {exception} after a {operation}, whose outcome stays as it is.") { Entity = entity, Operation = operation };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
