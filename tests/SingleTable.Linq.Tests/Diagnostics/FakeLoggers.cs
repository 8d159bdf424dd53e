using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>A logger factory that collects what is logged.</summary>
internal sealed class FakeLoggers(LogLevel least = LogLevel.Trace) : ILoggerFactory
{
    private readonly FakeLogCollector _collector = new();

    public IReadOnlyList<FakeLogRecord> Records => _collector.GetSnapshot();

    /// <summary>How often each category was asked for.</summary>
    public Dictionary<string, int> Created { get; } = [];

    public ILogger CreateLogger(string categoryName)
    {
        Created[categoryName] = Created.GetValueOrDefault(categoryName) + 1;
        var logger = new FakeLogger(_collector, categoryName);
        foreach (var level in Enum.GetValues<LogLevel>().Where(l => l != LogLevel.None))
        {
            logger.ControlLevel(level, level >= least);
        }

        return logger;
    }

    public void Clear() => _collector.Clear();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
