using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The metrics. Names, units and buckets of those that begin with <c>db.client</c> are OpenTelemetry's.</summary>
internal static class TableMetrics
{
    private static readonly Meter s_meter = new(TableDiagnostics.MeterName, PackageVersion.Text);

    public static Histogram<double> Duration { get; } = s_meter.CreateHistogram(
        "db.client.operation.duration", "s", "Duration of database client operations.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    // Histograms are sums of doubles to receivers, and of two kinds the second would have to be compiled too.
    public static Histogram<double> Returned { get; } = s_meter.CreateHistogram(
        "db.client.response.returned_rows", "{row}", "The actual number of records returned by the database operation.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] });

    public static Counter<long> Requests { get; } = s_meter.CreateCounter<long>("singletable.client.requests", "{request}", "Requests that were sent.");

    public static Counter<long> Scanned { get; } =
        s_meter.CreateCounter<long>("singletable.client.items.scanned", "{item}", "Items that Query and Scan read before filtering.");

    public static Counter<long> Pages { get; } = s_meter.CreateCounter<long>("singletable.client.pages", "{page}", "Pages of Query and Scan that were read.");

    public static Counter<double> Capacity { get; } = s_meter.CreateCounter<double>(
        "singletable.client.consumed_capacity", "{capacity_unit}", "Capacity units that requests used, where they ask for it.");

    public static Counter<long> Retries { get; } =
        s_meter.CreateCounter<long>("singletable.client.retries", "{retry}", "Repeated attempts, by the SDK within a request and by the library with another request.");

    public static Counter<long> Plans { get; } =
        s_meter.CreateCounter<long>("singletable.client.plan_cache.lookups", "{lookup}", "Looks for the plan of a query: found (hit) or made (miss).");

    public static Counter<long> Warned { get; } = s_meter.CreateCounter<long>("singletable.client.warnings", "{warning}", "Warnings, also those that are not logged again.");

    /// <summary>Whether anybody listens to what requests tell.</summary>
    public static bool HearRequests =>
        Duration.Enabled || Requests.Enabled || Returned.Enabled || Scanned.Enabled || Pages.Enabled || Capacity.Enabled || Retries.Enabled;

    /// <summary>Whether anybody listens to what only the answer tells.</summary>
    public static bool HearAnswers => Returned.Enabled || Scanned.Enabled || Capacity.Enabled;

    public static void PlanWasFound(string kind, bool isHit)
    {
        if (Plans.Enabled)
        {
            Plans.Add(1, new(TagNames.PlanKind, kind), new(TagNames.PlanResult, isHit ? "hit" : "miss"));
        }
    }

    public static void WasWarned(TableWarning warning)
    {
        if (Warned.Enabled)
        {
            Warned.Add(1, new KeyValuePair<string, object?>(TagNames.Warning, warning.ToString()));
        }
    }

    public static void WasRepeated(in TagList tags, string by, long times)
    {
        if (times > 0 && Retries.Enabled)
        {
            Retries.Add(times, [.. tags, new(TagNames.RetryBy, by)]);
        }
    }
}
