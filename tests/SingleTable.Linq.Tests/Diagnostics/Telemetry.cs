using System.Diagnostics;
using Microsoft.Extensions.Logging.Testing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>Tests that listen to the whole process run alone: others would be heard too.</summary>
[CollectionDefinition(nameof(Telemetry), DisableParallelization = true)]
public sealed class TelemetryCollection;

/// <summary>Listens as an application does: OpenTelemetry with its in-memory exporter, and a logger factory.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly List<Activity> _activities = [];
    private readonly List<Metric> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;

    public Telemetry()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource(TableDiagnostics.ActivitySourceName).AddInMemoryExporter(_activities).Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter(TableDiagnostics.MeterName).AddInMemoryExporter(_metrics).Build();
    }

    public FakeLoggers Loggers { get; } = new();

    /// <summary>All spans that ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans => _activities;

    /// <summary>Those of requests.</summary>
    public IReadOnlyList<Activity> Requests => [.. _activities.Where(a => a.Kind == ActivityKind.Client)];

    /// <summary>Those of operations.</summary>
    public IReadOnlyList<Activity> Operations => [.. _activities.Where(a => a.Kind == ActivityKind.Internal)];

    public IReadOnlyList<FakeLogRecord> Logs => Loggers.Records;

    /// <summary>The points of a metric, as its exporter got them; call it once.</summary>
    public IReadOnlyList<(string Metric, Dictionary<string, object?> Tags, double Sum, long Count)> Points()
    {
        _metering.ForceFlush();
        var points = new List<(string, Dictionary<string, object?>, double, long)>();
        foreach (var metric in _metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var tags = new Dictionary<string, object?>();
                foreach (var tag in point.Tags)
                {
                    tags.Add(tag.Key, tag.Value);
                }

                points.Add((metric.Name, tags, Sum(metric, point), metric.MetricType == MetricType.Histogram ? point.GetHistogramCount() : 0));
            }
        }

        return points;
    }

    public double[] Buckets(string metric)
    {
        _metering.ForceFlush();
        foreach (ref readonly var point in _metrics.First(m => m.Name == metric).GetMetricPoints())
        {
            var bounds = new List<double>();
            foreach (var bucket in point.GetHistogramBuckets())
            {
                bounds.Add(bucket.ExplicitBound);
            }

            return [.. bounds];
        }

        return [];
    }

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
    }

    private static double Sum(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.Histogram => point.GetHistogramSum(),
        MetricType.DoubleSum => point.GetSumDouble(),
        _ => point.GetSumLong(),
    };
}
