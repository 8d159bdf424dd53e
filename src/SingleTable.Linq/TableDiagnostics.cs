namespace SingleTable.Linq;

/// <summary>
/// The names by which OpenTelemetry and others listen: <c>tracing.AddSource(TableDiagnostics.ActivitySourceName)</c> and <c>metrics.AddMeter(TableDiagnostics.MeterName)</c>.
/// </summary>
public static class TableDiagnostics
{
    /// <summary>Of the spans: one for each operation of yours, and one of kind Client for each request in it.</summary>
    public const string ActivitySourceName = "SingleTable.Linq";

    /// <summary>Of the metrics, <c>db.client.operation.duration</c> first.</summary>
    public const string MeterName = "SingleTable.Linq";
}
